package io.millrace.cloud;

import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeColumns;
import io.millrace.operators.lake.LakeTable;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnDatabaseProps;
import software.amazon.awscdk.services.glue.CfnTable;
import software.amazon.awscdk.services.glue.CfnTableProps;
import software.constructs.Construct;

/**
 * The lake's tables for Athena, made from the catalog that the job writes by. Partitions are projected: no crawler, and
 * a new hour is there when its first file is.
 */
final class LakeTables {
    static final String DATABASE = "millrace";

    LakeTables(Construct scope, Buckets buckets) {
        var database = new CfnDatabase(
                scope,
                "LakeDatabase",
                CfnDatabaseProps.builder()
                        .catalogId(Aws.ACCOUNT_ID)
                        .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                                .name(DATABASE)
                                .description("Millrace's lake")
                                .build())
                        .build());
        for (LakeTable<?> table : Lake.tables()) {
            table(scope, table, buckets.lakePath() + "/" + table.name()).addResourceDependency(database);
        }
    }

    private static CfnTable table(Construct scope, LakeTable<?> table, String location) {
        return new CfnTable(
                scope,
                "Lake" + ConstructName.of(table.name()),
                CfnTableProps.builder()
                        .catalogId(Aws.ACCOUNT_ID)
                        .databaseName(DATABASE)
                        .tableInput(CfnTable.TableInputProperty.builder()
                                .name(table.name())
                                .tableType("EXTERNAL_TABLE")
                                .partitionKeys(List.of(column("dt", "string"), column("hour", "string")))
                                .parameters(projection(location))
                                .storageDescriptor(storage(table, location))
                                .build())
                        .build());
    }

    private static Map<String, String> projection(String location) {
        return Fields.sorted(Map.of(
                "classification", "parquet",
                "projection.enabled", "true",
                "projection.dt.type", "date",
                "projection.dt.format", "yyyy-MM-dd",
                "projection.dt.range", "2026-01-01,NOW+1DAYS",
                "projection.hour.type", "integer",
                "projection.hour.digits", "2",
                "projection.hour.range", "0,23",
                "storage.location.template", location + "/dt=${dt}/hour=${hour}"));
    }

    private static CfnTable.StorageDescriptorProperty storage(LakeTable<?> table, String location) {
        return CfnTable.StorageDescriptorProperty.builder()
                .location(location + "/")
                .columns(LakeColumns.of(table).entrySet().stream()
                        .map(column -> column(column.getKey(), column.getValue()))
                        .toList())
                .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
                .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
                .serdeInfo(CfnTable.SerdeInfoProperty.builder()
                        .serializationLibrary("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")
                        .build())
                .build();
    }

    private static CfnTable.ColumnProperty column(String name, String type) {
        return CfnTable.ColumnProperty.builder().name(name).type(type).build();
    }
}
