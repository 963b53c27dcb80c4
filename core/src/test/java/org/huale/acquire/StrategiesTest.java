package org.huale.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.huale.acquire.random.RandomStrategy;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a jar on the class path may bring. */
class StrategiesTest {

    private record Named(String name) {}

    private record Preset(int preset) {}

    private record Sized(int size) {}

    private record Own<O extends Record>(String name, O defaults) implements StrategyProvider<O> {

        @Override
        public String description() {
            return "of a user's own";
        }

        @Override
        public AcquisitionStrategy create(O options) {
            return new RandomStrategy();
        }
    }

    @Test
    void theyAreOrderedByName() {
        Own<Sized> b = new Own<>("b", new Sized(1));
        Own<Sized> a = new Own<>("a", new Sized(1));
        assertThat(Strategies.load(List.of(b, a))).isEqualTo(List.of(a, b));
    }

    @Test
    void twoOfTheSameNameAreRefused() {
        Own<Sized> a = new Own<>("a", new Sized(1));
        assertThatThrownBy(() -> Strategies.load(List.of(a, a)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("two strategies are called a: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mine", "my strategy", "my/strategy"})
    void aNameOfOtherLettersIsRefused(String name) {
        assertThatThrownBy(() -> Strategies.load(List.of(new Own<>(name, new Sized(1)))))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy " + name + " (" + Own.class.getName() + ")");
    }

    /** Such an option would stand in a configuration in place of the strategy's name, and a run go on with another strategy. */
    @Test
    void anOptionCalledNameOrPresetIsRefused() {
        for (Record options : List.of(new Named("entropy"), new Preset(3))) {
            assertThatThrownBy(() -> StrategyChoice.defaults(new Own<>("mine", options)))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("strategy mine (" + Own.class.getName() + "): no option may be called ");
        }
        Own<Sized> good = new Own<>("mine", new Sized(2));
        assertThat(StrategyChoice.defaults(good)).isEqualTo(new Sized(2));
    }

    /** Reports set strategies of such names apart and compare them with none. */
    @Test
    void namesOfBoundsAreThoseOfBoundsAlone() {
        AcquisitionStrategy bound = StrategyChoice.named("oracle-counts").strategy();
        Own<Sized> asBound = new Own<>("oracle-mine", new Sized(1));
        Own<Sized> plain = new Own<>("mine", new Sized(1));
        AcquisitionStrategy random = plain.create(new Sized(1));
        assertThat(StrategyChoice.checked(asBound, bound)).isSameAs(bound);
        assertThat(StrategyChoice.checked(plain, random)).isSameAs(random);
        assertThatThrownBy(() -> StrategyChoice.checked(asBound, random))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy oracle-mine (")
                .hasMessageContaining("begin with oracle-");
        assertThatThrownBy(() -> StrategyChoice.checked(plain, bound))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy mine (")
                .hasMessageContaining("begin with oracle-");
    }

    static List<String> names() {
        return Strategies.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void allOfHualesOwnKeepToThis(String name) {
        assertThat(StrategyChoice.named(name).strategy().name()).isEqualTo(name);
    }
}
