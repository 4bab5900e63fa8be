package io.millrace.operators.replay;

import io.millrace.domain.RawRecord;
import io.millrace.domain.time.Slots;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * For records in the order of arrival: the first record of a slot says that all slots before it are full.
 * By record and not by the clock, so that what waits for a slot's end is as bounded as the slot.
 */
final class SlotWatermarks implements WatermarkGenerator<RawRecord> {
    private long slotEnd = Long.MIN_VALUE;

    @Override
    public void onEvent(RawRecord record, long arrivedAt, WatermarkOutput output) {
        var end = Slots.endOf(arrivedAt);
        if (end > slotEnd) {
            slotEnd = end;
            output.emitWatermark(new Watermark(end - Slots.LENGTH.toMillis()));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
