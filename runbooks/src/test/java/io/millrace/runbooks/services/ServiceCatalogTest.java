package io.millrace.runbooks.services;

import static io.millrace.runbooks.TestEvents.INSTANCE;
import static io.millrace.runbooks.TestEvents.PRODUCTION;
import static io.millrace.runbooks.TestEvents.REGION;
import static io.millrace.runbooks.TestEvents.SANDBOX;
import static io.millrace.runbooks.TestEvents.UNKNOWN;
import static io.millrace.runbooks.TestEvents.event;
import static io.millrace.runbooks.TestEvents.instanceArn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.ContentBundle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCatalogTest {
    private final ServiceCatalog catalog = ContentBundle.shipped().compile().catalog();

    @ParameterizedTest
    @CsvSource({
        "arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680, checkout",
        "i-0c2f5e7a91d34b680, checkout",
        "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:payments-queue-depth, payments",
        "arn:aws:lambda:eu-west-1:111122223333:function:billing-004, billing",
        "arn:aws:s3:::media-assets-prod, media",
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/checkout-alb/50dc6c495c0c9188, checkout",
        "app/checkout/50dc6c495c0c9188, checkout",
        "arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout, checkout",
        "arn:aws:rds:eu-west-1:111122223333:db:orders-db, orders",
        "arn:aws:ec2:eu-west-1:111122223333:vpn-connection/vpn-0a1b2c3d, network",
        "arn:aws:ec2:eu-west-1:111122223333:instance/i-0dd44ee55ff660011, ''",
        "arn:aws:broken, ''",
    })
    void findsTheServiceOfAResource(String resource, String service) {
        assertThat(of(event().setResources(List.of(resource))).service()).isEqualTo(service);
    }

    @Test
    void readsDimensionsOfAnAlarm() {
        var ownership = of(event().setAttributes(Map.of("dim.QueueName", "payments-in")));

        assertThat(ownership.service()).isEqualTo("payments");
        assertThat(ownership.scope()).isEqualTo("shop");
        assertThat(ownership.owner()).isEqualTo("payments-team");
        assertThat(ownership.copies()).containsExactly("service-desk");
        assertThat(ownership.tier()).isEqualTo(1);
    }

    @Test
    void believesAnEventThatNamesItsServiceUnlessAnExactResourceSaysOtherwise() {
        var named = event().setAttributes(Map.of("service", "search"));

        assertThat(of(named).service()).isEqualTo("search");
        assertThat(of(named.setResources(List.of("media-assets"))).service()).isEqualTo("search");
        assertThat(of(named.setResources(List.of(INSTANCE))).service()).isEqualTo("checkout");
    }

    @Test
    void doesNotLetAnotherAccountClaimAProductionService() {
        var sandbox = of(event().setAccount(SANDBOX)
                .setResources(List.of(instanceArn(SANDBOX, REGION, INSTANCE)))
                .setAttributes(Map.of("service", "checkout")));

        assertThat(sandbox.service()).isEmpty();
        assertThat(sandbox.environment()).isEqualTo("development");
        assertThat(sandbox.owner()).isEqualTo("platform");
        assertThat(sandbox.scope()).isEqualTo(SANDBOX + "|eu-west-1");
        assertThat(sandbox.catalogGap()).isFalse();
    }

    @Test
    void givesAnUnknownAccountToTheFallbackOwnerAsACatalogGap() {
        var ownership = of(event().setAccount(UNKNOWN).setAttributes(Map.of("service", "checkout")));

        assertThat(ownership.service()).isEmpty();
        assertThat(ownership.owner()).isEqualTo("cloud-platform");
        assertThat(ownership.environment()).isEqualTo(ServiceCatalog.UNKNOWN);
        assertThat(ownership.scope()).isEqualTo(UNKNOWN + "|eu-west-1");
        assertThat(ownership.catalogGap()).isTrue();
    }

    @Test
    void knowsGearOutsideAwsByItsSource() {
        var vpn = of(event().setAccount("")
                .setRegion("")
                .setSource("/dc/fra1/vpn/edge-02")
                .setResources(List.of("tunnel/branch-117")));

        assertThat(vpn.service()).isEqualTo("network");
        assertThat(vpn.environment()).isEqualTo("production");
        assertThat(vpn.catalogGap()).isFalse();
    }

    @Test
    void takesAnUnclaimedEventFromOutsideAwsForAGap() {
        var other = of(event().setAccount("").setRegion("").setSource("urn:somewhere"));

        assertThat(other.catalogGap()).isTrue();
        assertThat(other.scope()).isEqualTo("none|none");
    }

    @Test
    void prefersTheLongerWildcardWhateverTheOrderOfResources() {
        var catalog = catalog(
                "- {name: wide, tier: 1, environment: production, owner: a, match: {resources: [shop-*]}}",
                "- {name: narrow, tier: 4, environment: production, owner: b, match: {resources: [shop-cart-*, '*-of-cart']}}");

        assertThat(catalog.of(event().setResources(List.of("shop-1", "shop-cart-1"))
                                .build())
                        .service())
                .isEqualTo("narrow");
        assertThat(catalog.of(event().setResources(List.of("shop-cart-1", "shop-1"))
                                .build())
                        .service())
                .isEqualTo("narrow");
        assertThat(catalog.of(event().setResources(List.of("part-of-cart")).build())
                        .service())
                .isEqualTo("narrow");
    }

    @Test
    void asksForAllAttributesOfAMatch() {
        var catalog = catalog("- {name: tagged, tier: 1, environment: production, owner: a,"
                + " match: {attributes: {team: web*, stage: live}}}");

        assertThat(catalog.of(event().setAttributes(Map.of("team", "web-1", "stage", "live"))
                                .build())
                        .service())
                .isEqualTo("tagged");
        assertThat(catalog.of(event().setAttributes(Map.of("team", "web-1")).build())
                        .service())
                .isEmpty();
    }

    @Test
    void givesAWholeAccountToAServiceThatAsksForNothingElse() {
        var catalog = catalog(
                "- {name: all, tier: 2, environment: production, owner: a," + " match: {accounts: ['111122223333']}}");

        assertThat(catalog.of(event().build()).service()).isEqualTo("all");
        assertThat(catalog.of(event().setAccount(SANDBOX).build()).service()).isEmpty();
        assertThat(catalog.of(event().setAccount("").build()).service()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'tier: 2', 3",
        "'tier: 2, users: large', 4",
        "'tier: 2, users: 25000', 4",
        "'tier: 2, users: 12', 2",
        "'tier: 3, revenue: 1, compliance: 2', 4",
        "'tier: 1, users: large, revenue: 2', 5"
    })
    void weighsWhatAServiceMeansToTheBusiness(String said, int impact) {
        var catalog =
                catalog("- {name: s, environment: production, owner: a, match: {resources: [s-*]}, " + said + "}");

        assertThat(catalog.of(event().setResources(List.of("s-1")).build()).impact())
                .isEqualTo(impact);
    }

    @Test
    void knowsWhoseServiceItIsAndWhomToAsk() {
        var catalog = catalog("- {name: s, tier: 1, environment: production, owner: a, match: {resources: [s-*]},"
                + " tenant: acme, contacts: [night-desk, day-desk]}");
        var owned = catalog.of(event().setResources(List.of("s-1")).build());

        assertThat(owned.tenant()).isEqualTo("acme");
        assertThat(owned.contacts()).containsExactly("day-desk", "night-desk");
        assertThat(catalog.of(event().build()).tenant()).isEmpty();
        assertThat(catalog.of(event().build()).impact()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithAnImpact() {
        assertThatThrownBy(() -> catalog("- {name: s, tier: 1, environment: production, owner: a,"
                        + " match: {resources: [s-*]}, users: some, revenue: 3}"))
                .hasMessageContaining("users is \"some\"; wanted small, medium, large, or how many there are")
                .hasMessageContaining("revenue is \"3\"; wanted a whole number from 0 to 2");
    }

    private Ownership of(OpsEvent.Builder event) {
        return catalog.of(event.build());
    }

    private static ServiceCatalog catalog(String... services) {
        var files = new java.util.TreeMap<>(ContentBundle.shipped().files());
        files.put(
                "services/example-estate.yaml",
                "accounts:\n"
                        + "  - {id: '" + PRODUCTION + "', name: p, environment: production, owner: o}\n"
                        + "  - {id: '" + SANDBOX + "', name: s, environment: development, owner: o}\n"
                        + "fallback: {owner: o}\nservices:\n  " + String.join("\n  ", services) + "\n");
        return ContentBundle.of(files).compile().catalog();
    }
}
