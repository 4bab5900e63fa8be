package io.millrace.models.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.access.EntityNetworks;
import io.millrace.models.access.NetworkUsers;
import io.millrace.models.forecast.CapacityForecaster;
import io.millrace.models.forecast.ForecastDetector;
import io.millrace.models.forecast.ForecastSettings;
import io.millrace.models.forecast.ForecastState;
import io.millrace.models.forecast.Side;
import io.millrace.models.forecast.StepHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What version 1 of each hand-written binary state wrote is read for ever, and goes on as if nothing had happened. A new
 * version gets fixtures of its own beside these, which are never written again ({@code -Dmillrace.fixtures.write=true}
 * makes missing ones).
 */
class BinaryStateCompatibilityTest {
    private static final Path FIXTURES = Path.of("src/test/resources/state");
    private static final ForecastSettings SETTINGS = ForecastSettings.defaults(Side.BOTH);
    private static final long STEP = 300_000;
    private static final int KNOWN = 900;

    /** A model by what is common to all: its state after so many things, and a kept state after one thing more. */
    enum Kind {
        FORECAST {
            @Override
            byte[] learned(int things) {
                var detector = ForecastDetector.create(SETTINGS);
                for (int i = 0; i < things; i++) {
                    detector.score(i * STEP, value(i));
                }
                return bothParts(detector);
            }

            @Override
            byte[] onMore(byte[] state, int thing) {
                var in = new StateReader("fixture", state);
                var restored = ForecastDetector.restore(new ForecastState(in.readBytes(), in.readBytes()), SETTINGS);
                restored.score(thing * STEP, value(thing));
                return bothParts(restored);
            }
        },
        CAPACITY {
            @Override
            byte[] learned(int things) {
                var forecaster = new CapacityForecaster();
                for (int i = 0; i < things; i++) {
                    forecaster.learn(i * STEP, value(i));
                }
                return forecaster.state();
            }

            @Override
            byte[] onMore(byte[] state, int thing) {
                var restored = CapacityForecaster.restore(state);
                restored.learn(thing * STEP, value(thing));
                return restored.state();
            }
        },
        HISTORY {
            @Override
            byte[] learned(int things) {
                var history = StepHistory.create(100);
                for (int i = 0; i < things; i++) {
                    tell(history, i);
                }
                return history.state();
            }

            @Override
            byte[] onMore(byte[] state, int thing) {
                var restored = StepHistory.restore(state, 100);
                tell(restored, thing);
                return restored.state();
            }
        },
        ENTITY {
            @Override
            byte[] learned(int things) {
                var entity = new EntityNetworks();
                for (int i = 0; i < things; i++) {
                    entity.learn(address(i), i);
                }
                return entity.state();
            }

            @Override
            byte[] onMore(byte[] state, int thing) {
                var restored = EntityNetworks.restore(state);
                restored.learn(address(thing), thing);
                return restored.state();
            }
        },
        NETWORK {
            @Override
            byte[] learned(int things) {
                var users = new NetworkUsers();
                for (int i = 0; i < things; i++) {
                    users.learn("111122223333:user/u" + i % 7, i / 24);
                }
                return users.state();
            }

            @Override
            byte[] onMore(byte[] state, int thing) {
                var restored = NetworkUsers.restore(state);
                restored.learn("111122223333:user/u" + thing % 7, thing / 24);
                return restored.state();
            }
        };

        abstract byte[] learned(int things);

        abstract byte[] onMore(byte[] state, int thing);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goesOnFromWhatVersion1Wrote(Kind kind) throws IOException {
        byte[] state = fixture(kind);
        assertThat(state).hasSizeGreaterThan(50);
        assertThat(kind.learned(KNOWN)).isEqualTo(state);

        for (int thing = KNOWN; thing < KNOWN + 50; thing++) {
            state = kind.onMore(state, thing);
        }

        assertThat(state).isEqualTo(kind.learned(KNOWN + 50));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aStateThatIsCutShortIsRefused(Kind kind) throws IOException {
        byte[] state = fixture(kind);

        assertThatThrownBy(() -> kind.onMore(Arrays.copyOf(state, state.length - 1), KNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cut short");
    }

    /** As keyed state keeps them apart; each point here ends a step, so that the model has changed. */
    private static byte[] bothParts(ForecastDetector detector) {
        ForecastState changes = detector.changes();
        var out = new StateWriter(4000);
        out.writeBytes(changes.point());
        out.writeBytes(Objects.requireNonNull(changes.model()));
        return out.toBytes();
    }

    private static void tell(StepHistory history, int thing) {
        if (thing % 50 != 7) {
            history.learn(thing * STEP, value(thing));
            history.due((thing + 1) * STEP, 5);
        }
    }

    private static int address(int thing) {
        return (thing % 20 == 3 ? 0x07070700 : 0xCB007100) + thing % 5;
    }

    private static double value(int thing) {
        return 100 + thing % 288 / 14.4 + thing * 7919 % 101 / 10.0;
    }

    private static byte[] fixture(Kind kind) throws IOException {
        Path file = FIXTURES.resolve(kind.name().toLowerCase(Locale.ROOT) + "-v1.hex");
        if (Boolean.getBoolean("millrace.fixtures.write") && !Files.exists(file)) {
            Files.writeString(file, HexFormat.of().formatHex(kind.learned(KNOWN)) + "\n", US_ASCII);
        }
        return HexFormat.of().parseHex(Files.readString(file, US_ASCII).strip());
    }
}
