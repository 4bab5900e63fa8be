package io.millrace.local.bench;

/**
 * What the whole job took for one point or event.
 *
 * @param processor processor time of the process, all threads together
 * @param wall time between two of them leaving the source
 * @param flow how often each part was passed
 */
record PipelineFigures(Measured processor, Measured wall, Flow flow) {}
