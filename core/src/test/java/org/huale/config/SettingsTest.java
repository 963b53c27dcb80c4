package org.huale.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Meal DEFAULTS = new Meal(2, Taste.SWEET, List.of(1, 2), new Drink(0.5, false));

    @TempDir
    private Path folder;

    enum Taste {
        SWEET,
        VERY_SOUR
    }

    record Drink(double litres, boolean hot) {
        Drink {
            if (!(litres > 0 && litres <= 2)) {
                throw new IllegalArgumentException("litres must be in (0, 2], got " + litres);
            }
        }
    }

    record Meal(int guests, Taste taste, List<Integer> courses, Drink drink) {
        Meal {
            if (guests < 1) {
                throw new IllegalArgumentException("guests must be at least 1, got " + guests);
            }
            if (guests > 10 && drink.hot()) {
                throw new IllegalArgumentException("hot drinks are for at most 10 guests, got " + guests);
            }
        }
    }

    @Test
    void withoutSettingsTheDefaultsStay() {
        assertThat(new Settings().into(DEFAULTS)).isEqualTo(DEFAULTS);
    }

    @Test
    void anAssignmentOfNothingIsEmptyText() {
        record Place(String folder) {}
        assertThat(new Settings().assignment("folder=").into(new Place("home"))).isEqualTo(new Place(""));
    }

    @Test
    void aNameIsFoundInAllGroups() {
        Settings settings = new Settings()
                .assignment(
                        "meal={name: soup, then: {name: roast, wine: {name: soup}}, drink: soup, more: {soup: {a: 1}}}");
        assertThat(settings.named("meal", "soup")).containsExactly("meal", "meal.then.wine");
        assertThat(settings.named("meal", "roast")).containsExactly("meal.then");
        assertThat(new Settings().assignment("meal=soup").named("meal", "soup")).containsExactly("meal");
        assertThat(settings.named("other", "soup")).isEmpty();
    }

    @Test
    void laterSettingsWin() throws IOException {
        Path file = Files.writeString(folder.resolve("meal.yaml"), "guests: 3\ndrink:\n  litres: 1.5\n");

        Meal meal = new Settings()
                .file(file)
                .assignment("guests=4")
                .assignment("taste=very_sour")
                .assignment("courses=[5]")
                .into(DEFAULTS);

        assertThat(meal).isEqualTo(new Meal(4, Taste.VERY_SOUR, List.of(5), new Drink(1.5, false)));
    }

    @Test
    void aKeyThatStandsTwiceInAFileIsRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("meal.yaml"), "drink:\n  litres: 1.5\nguests: 3\ndrink:\n  hot: true\n");

        assertThatThrownBy(() -> new Settings().file(file))
                .isInstanceOf(HualeException.class)
                .hasMessage(file + ": not YAML: key 'drink' is there twice (line 4, column 6)");
        assertThatThrownBy(() -> new Settings()
                        .assignment("drink={hot: true, hot: false}")
                        .into(DEFAULTS))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("drink={hot: true, hot: false}: the value is not YAML: key 'hot' is there twice");
    }

    @Test
    void anAliasIsNoTextOfItsName() throws IOException {
        record Place(String folder) {}
        Path file = Files.writeString(folder.resolve("place.yaml"), "folder: *home\n");
        assertThatThrownBy(() -> new Settings().file(file))
                .isInstanceOf(HualeException.class)
                .hasMessage(file + ": *home (line 1, column 9): aliases are not read; write the value out");
        assertThatThrownBy(() -> new Settings().assignment("folder=*home").into(new Place("home")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("folder=*home: *home (line 1, column 1): aliases are not read");
    }

    @Test
    void allMistakesAreToldTogetherWithTheirPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("meal.yaml"), "guest: 3\ndrink:\n  litres: 7\n");

        assertThatThrownBy(() -> new Settings()
                        .file(file)
                        .assignment("taste=bitter")
                        .assignment("guests=0")
                        .assignment("courses=[a]")
                        .assignment("hot=maybe")
                        .assignment("nonsense")
                        .into(DEFAULTS))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("nonsense: not of the form key=value")
                .hasMessageContaining(file + ": guest: unknown key; did you mean guests?")
                .hasMessageContaining(file + ": drink.litres: litres must be in (0, 2], got 7.0")
                .hasMessageContaining("command line: taste: \"bitter\" is not one of [sweet, very_sour]")
                .hasMessageContaining("command line: guests: guests must be at least 1, got 0")
                .hasMessageContaining("command line: courses: [\"a\"] is not a list")
                .hasMessageContaining("command line: hot: unknown key; did you mean drink.hot?");
    }

    @Test
    void valuesThatOnlyFitEachOtherAreTaken() {
        Meal large = new Meal(8, Taste.SWEET, List.of(), new Drink(1, true));

        Meal meal = new Settings()
                .assignment("guests=20")
                .assignment("drink.hot=false")
                .into(large);

        assertThat(meal.guests()).isEqualTo(20);
    }

    @Test
    void valuesThatDoNotFitEachOtherAreRefused() {
        assertThatThrownBy(() -> new Settings()
                        .assignment("guests=11")
                        .assignment("drink.hot=true")
                        .into(DEFAULTS))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("at most 10 guests, got 11");
    }

    @Test
    void wordsMayHaveHyphensForUnderscores() {
        assertThat(new Settings().assignment("taste=very-sour").into(DEFAULTS).taste())
                .isEqualTo(Taste.VERY_SOUR);
    }

    @Test
    void settingsKnowWhatTheyMention() {
        Settings settings = new Settings().assignment("drink.hot=true");

        assertThat(settings.mention("drink.hot")).isTrue();
        assertThat(settings.mention("drink")).isTrue();
        assertThat(settings.mention("drink.litres")).isFalse();
    }

    @Test
    void fractionsAreNotWholeNumbers() {
        assertThatThrownBy(() -> new Settings().assignment("guests=1.5").into(DEFAULTS))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("guests: 1.5 is not a whole number");
    }

    /** By its place among them a number would pick a word, and 0 for off the first. */
    @Test
    void numbersAreNoWords() {
        for (String number : List.of("0", "1", "'0'")) {
            assertThatThrownBy(
                            () -> new Settings().assignment("taste=" + number).into(DEFAULTS))
                    .isInstanceOf(HualeException.class)
                    .hasMessage(
                            "command line: taste: " + number.replace('\'', '"') + " is not one of [sweet, very_sour]");
        }
    }

    record Label(String title, List<String> names) {}

    private static final Label LABEL = new Label("usual", List.of());

    private static Label label(String... words) {
        Settings settings = new Settings();
        List.of(words).forEach(settings::assignment);
        return settings.into(LABEL);
    }

    /** 2024.10 would be the text 2024.1. */
    @Test
    void fractionsAreNoTextsWithoutQuotes() {
        assertThat(label("title=2024", "names=[5, '0.50']")).isEqualTo(new Label("2024", List.of("5", "0.50")));
        assertThat(label("title='2024.10'").title()).isEqualTo("2024.10");
        assertThatThrownBy(() -> label("title=2024.10", "names=[a, 0.50]"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("command line: title: a number with a fraction is text in quotes only")
                .hasMessageContaining("got 2024.1")
                .hasMessageContaining("command line: names: a number with a fraction is text in quotes only")
                .hasMessageContaining("got [\"a\",0.5]");
    }

    @Test
    void theSignForNothingIsNoText() {
        assertThatThrownBy(() -> label("title=~"))
                .isInstanceOf(HualeException.class)
                .hasMessage("command line: title: has no value; without the key it is \"usual\"");
        assertThat(label("title='~'").title()).isEqualTo("~");
    }

    @Test
    void aKeyWithDotsInAFileIsToldHowItIsWrittenThere() throws IOException {
        Path file = Files.writeString(folder.resolve("meal.yaml"), "drink.litres: 1\n");
        assertThatThrownBy(() -> new Settings().file(file).into(DEFAULTS))
                .isInstanceOf(HualeException.class)
                .hasMessage(file + ": drink.litres: in a file, keys stand below one another: drink: {litres: ...};"
                        + " with dots they are words of the command line");
        Path other = Files.writeString(folder.resolve("other.yaml"), "drink.liters: 1\n");
        assertThatThrownBy(() -> new Settings().file(other).into(DEFAULTS))
                .hasMessage(other + ": drink.liters: unknown key; did you mean drink.litres?");
    }

    @Test
    void keysAddToAListOfWords() throws IOException {
        record Arms(Object arms) {}
        Path file = Files.writeString(folder.resolve("arms.yaml"), "arms: [left, right]\n");
        Arms three = new Settings()
                .file(file)
                .assignment("arms.left.long=true")
                .assignment("arms.third=right")
                .into(new Arms(List.of("none")));
        assertThat(three.arms()).hasToString("{left={long=true}, right=null, third=right}");
    }

    @Test
    void nothingIsAddedToAnotherList() throws IOException {
        Path file = Files.writeString(folder.resolve("meal.yaml"), "courses: [3, 4]\n");
        assertThatThrownBy(() ->
                        new Settings().file(file).assignment("courses.first=5").into(DEFAULTS))
                .isInstanceOf(HualeException.class)
                .hasMessage("command line: courses: [3,4] is a list; give it whole");
    }

    @Test
    void filesThatAreNotYamlNameTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "guests: 3\n  - : [\n");

        assertThatThrownBy(() -> new Settings().file(file))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("bad.yaml")
                .hasMessageContaining("line 2");
    }

    @Test
    void jsonComesBackAsTheSameRecord() {
        assertThat(ConfigJson.read(ConfigJson.write(DEFAULTS), Meal.class)).isEqualTo(DEFAULTS);
    }

    @Test
    void aLongIsTheSameNumberAfterReading() {
        record Seed(long seed) {}

        assertThat(ConfigJson.differences(ConfigJson.tree("{\"seed\":7}"), new Seed(7)))
                .isEmpty();
    }

    @Test
    void differencesAreToldKeyByKey() {
        Meal other = new Meal(2, Taste.SWEET, List.of(1), new Drink(1, false));

        assertThat(ConfigJson.differences(DEFAULTS, other))
                .map(ConfigDifference::toString)
                .containsExactly("courses: [1,2], now [1]", "drink.litres: 0.5, now 1.0");
        assertThat(ConfigJson.differences(ConfigJson.tree(ConfigJson.write(DEFAULTS)), DEFAULTS))
                .isEmpty();
    }

    @Test
    void aKeyThatOnlyOneConfigurationHasIsUnsaidByTheOther() {
        Map<?, ?> without = ConfigJson.tree("{\"sauces\":{}}");
        Map<?, ?> with = ConfigJson.tree("{\"sauces\":{\"spoons\":2}}");
        ConfigDifference added = ConfigJson.differences(without, with).get(0);
        ConfigDifference removed = ConfigJson.differences(with, without).get(0);
        ConfigDifference changed = ConfigJson.differences(with, ConfigJson.tree("{\"sauces\":{\"spoons\":3}}"))
                .get(0);

        assertThat(added).matches(it -> it.isUnsaid(2)).matches(it -> !it.isUnsaid(3));
        assertThat(removed).matches(it -> it.isUnsaid(2));
        assertThat(changed).matches(it -> !it.isUnsaid(2)).matches(it -> !it.isUnsaid(3));
        assertThat(added).matches(it -> it.isWithin("sauces")).matches(it -> !it.isWithin("sauce"));
    }

    record Sauce(int spoons, boolean hot) {
        public Sauce {
            if (spoons > 9) {
                throw new IllegalArgumentException("spoons must be at most 9, got " + spoons);
            }
        }

        public static Sauce named(String name) {
            return name.equals("chili") ? new Sauce(1, true) : new Sauce(3, false);
        }

        public static List<String> names() {
            return List.of("chili", "cream");
        }
    }

    record Dish(int plates, Sauce sauce) {}

    private static final Dish DISH = new Dish(1, new Sauce(0, false));

    @Test
    void aWordStandsForARecordWithNamedValues() {
        assertThat(new Settings().assignment("sauce=chili").into(DISH)).isEqualTo(new Dish(1, new Sauce(1, true)));
    }

    @Test
    void keysChangeWhatAPresetStandsFor() throws IOException {
        Path file = Files.writeString(folder.resolve("dish.yaml"), "sauce:\n  preset: cream\n  hot: true\n");

        assertThat(new Settings().file(file).into(DISH).sauce()).isEqualTo(new Sauce(3, true));
    }

    @Test
    void laterKeysChangeAnEarlierWord() throws IOException {
        Path file = Files.writeString(folder.resolve("dish.yaml"), "sauce: chili\n");

        Dish dish = new Settings().file(file).assignment("sauce.spoons=2").into(DISH);

        assertThat(dish.sauce()).isEqualTo(new Sauce(2, true));
    }

    @Test
    void aLaterWordUndoesEarlierKeys() {
        Dish dish = new Settings()
                .assignment("sauce.spoons=2")
                .assignment("sauce=chili")
                .into(DISH);

        assertThat(dish.sauce()).isEqualTo(new Sauce(1, true));
    }

    /** Else a look at the weights that were given would find the user to have said how they are used. */
    @Test
    void keysThatAWordUndidAreNotMentioned() {
        Settings settings = new Settings().assignment("sauce.spoons=2").assignment("sauce=chili");
        assertThat(settings.mention("sauce")).isTrue();
        assertThat(settings.mention("sauce.spoons")).isFalse();
    }

    record Menu(int tables, Dish main) {}

    private static final Menu MENU = new Menu(1, DISH);

    private static Dish dish(Settings settings) {
        return settings.shortcut("sauce", "main.sauce")
                .shortcut("sauce", "main.sauce")
                .into(MENU)
                .main();
    }

    @Test
    void whatIsLeftOutIsAsIfItHadNotBeenGiven() {
        Settings settings = new Settings()
                .assignment("main.plates=2")
                .assignment("sauce=chili")
                .without("main");
        assertThat(settings.mention("main.plates")).isFalse();
        assertThat(dish(settings)).isEqualTo(new Dish(DISH.plates(), new Sauce(1, true)));
        assertThat(new Settings().assignment("tables=3").without("tables").into(MENU))
                .isEqualTo(MENU);
    }

    /** The short key stands in files that words come after. */
    @Test
    void whatComesLaterWinsUnderAShortKeyToo() throws IOException {
        Path file = Files.writeString(folder.resolve("menu.yaml"), "tables: 3\nsauce: cream\nmain: {plates: 2}\n");

        assertThat(dish(new Settings().file(file))).isEqualTo(new Dish(2, new Sauce(3, false)));
        assertThat(dish(new Settings().file(file).assignment("main.sauce=chili"))
                        .sauce())
                .isEqualTo(new Sauce(1, true));
        assertThat(dish(new Settings().file(file).assignment("main.sauce.spoons=2"))
                        .sauce())
                .isEqualTo(new Sauce(2, false));
        assertThat(dish(new Settings().assignment("main.sauce=chili").file(file).assignment("main.sauce.hot=true"))
                        .sauce())
                .isEqualTo(new Sauce(3, true));
    }

    @Test
    void aFileUsesTheShortKeyOrTheLongOne() throws IOException {
        Path file = Files.writeString(folder.resolve("menu.yaml"), "sauce: cream\nmain: {sauce: {hot: true}}\n");

        assertThatThrownBy(() -> dish(new Settings().file(file)))
                .isInstanceOf(HualeException.class)
                .hasMessage(file + ": sauce stands for main.sauce, which is there, too; leave one out");
    }

    @Test
    void mistakesUnderAShortKeyAreToldWithTheLongOne() {
        assertThatThrownBy(() -> dish(new Settings().assignment("sauce=chilli")))
                .isInstanceOf(HualeException.class)
                .hasMessage("command line: main.sauce: chilli is not one of [chili, cream]; did you mean chili?");
    }

    @Test
    void aLaterPresetKeepsEarlierKeys() {
        Dish dish = new Settings()
                .assignment("sauce.spoons=2")
                .assignment("sauce.preset=chili")
                .into(DISH);

        assertThat(dish.sauce()).isEqualTo(new Sauce(2, true));
    }

    @Test
    void unknownNamesAreToldWithTheKnownOnes() throws IOException {
        Path file = Files.writeString(folder.resolve("dish.yaml"), "sauce: chilli\n");

        assertThatThrownBy(() -> new Settings().file(file).into(DISH))
                .hasMessage(file + ": sauce: chilli is not one of [chili, cream]; did you mean chili?");
        assertThatThrownBy(() ->
                        new Settings().file(file).assignment("sauce.hot=true").into(DISH))
                .hasMessageContaining(file + ": sauce: chilli is not one of [chili, cream]");
        assertThatThrownBy(() -> new Settings().assignment("sauce=5").into(DISH))
                .hasMessage("command line: sauce: 5 is not a group of keys and values or one of [chili, cream]");
    }

    @Test
    void mistakesBesideAPresetAreToldToo() {
        assertThatThrownBy(() -> new Settings()
                        .assignment("sauce=chili")
                        .assignment("sauce.spoons=12")
                        .assignment("sauce.colour=red")
                        .into(DISH))
                .hasMessageContaining("command line: sauce.spoons: spoons must be at most 9, got 12")
                .hasMessageContaining("command line: sauce.colour: unknown key");
    }

    @Test
    void aWordForARecordWithoutNamesIsAMistake() {
        assertThatThrownBy(() -> new Settings()
                        .assignment("drink=tea")
                        .assignment("drink.hot=true")
                        .into(DEFAULTS))
                .hasMessageContaining("drink: \"tea\" is not a group of keys and values");
    }

    @Test
    void namedValuesAreWrittenInFull() {
        Dish dish = new Settings().assignment("sauce=chili").into(DISH);

        assertThat(ConfigJson.tree(ConfigJson.write(dish)).get("sauce")).hasToString("{spoons=1, hot=true}");
    }
}
