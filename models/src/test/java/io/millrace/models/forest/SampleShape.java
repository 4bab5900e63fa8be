package io.millrace.models.forest;

import java.util.Arrays;
import java.util.Random;

/** Distributions as metrics have them, for samples and for queries in and around them. */
enum SampleShape {
    UNIFORM {
        @Override
        double draw(Random random) {
            return random.nextDouble();
        }
    },
    NORMAL {
        @Override
        double draw(Random random) {
            return 40 + 5 * random.nextGaussian();
        }
    },
    HEAVY_TAILED {
        @Override
        double draw(Random random) {
            return Math.exp(2 * random.nextGaussian());
        }
    },
    TWO_CLUSTERS {
        @Override
        double draw(Random random) {
            return (random.nextInt(5) == 0 ? 100 : 0) + random.nextGaussian();
        }
    },
    COUNTS_WITH_TIES {
        @Override
        double draw(Random random) {
            return Math.floor(-10 * Math.log(1 - random.nextDouble()));
        }
    },
    MOSTLY_ONE_VALUE {
        @Override
        double draw(Random random) {
            return random.nextInt(10) < 9 ? 3 : 3 + random.nextGaussian();
        }
    };

    abstract double draw(Random random);

    float[] sorted(Random random, int size) {
        var sample = new float[size];
        for (var i = 0; i < size; i++) {
            sample[i] = (float) draw(random) + 0.0f;
        }
        Arrays.sort(sample);
        return sample;
    }

    /** Mostly where the sample is dense, sometimes between and far outside. */
    float query(Random random) {
        var x = draw(random);
        switch (random.nextInt(4)) {
            case 0:
                return (float) (x * 2);
            case 1:
                return (float) (x - 3 * random.nextDouble());
            default:
                return (float) x;
        }
    }
}
