package io.millrace.models.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoolDownTest {
    @Test
    void aScorePassesOnceAndAgainOnlyWhenItGrows() {
        var coolDown = new CoolDown(60);

        assertThat(coolDown.admit(2)).isEqualTo(2);
        assertThat(coolDown.admit(2)).isZero();
        assertThat(coolDown.admit(1.5)).isZero();
        assertThat(coolDown.admit(2.5)).isEqualTo(2.5);
    }

    @Test
    void whatIsWithheldStillHoldsBackWhatFollows() {
        var coolDown = new CoolDown(60);
        coolDown.admit(3);
        for (var i = 0; i < 50; i++) {
            coolDown.admit(2);
        }
        for (var i = 0; i < 20; i++) {
            coolDown.admit(0);
        }

        assertThat(coolDown.admit(2)).isZero();
    }

    @Test
    void looksBackOverAtLeastItsRowsAndAtMostASixthMore() {
        var random = new Random(3);
        for (var trial = 0; trial < 200; trial++) {
            var coolDown = new CoolDown(60);
            for (var i = random.nextInt(100); i > 0; i--) {
                coolDown.admit(0);
            }
            coolDown.admit(5);
            var quiet = 0;
            while (quiet < 1000 && coolDown.admit(0) == 0 && !passes(coolDown)) {
                quiet++;
            }
            assertThat(quiet).isBetween(59, 70);
        }
    }

    private static boolean passes(CoolDown coolDown) {
        var out = new StateWriter(64);
        coolDown.write(out);
        var copy = new CoolDown(60);
        copy.read(new StateReader("cool-down", out.toBytes()));
        return copy.admit(1) > 0;
    }

    @Test
    void noRowsMeansNoCoolDown() {
        var coolDown = new CoolDown(0);

        assertThat(coolDown.admit(2)).isEqualTo(2);
        assertThat(coolDown.admit(1)).isEqualTo(1);
    }
}
