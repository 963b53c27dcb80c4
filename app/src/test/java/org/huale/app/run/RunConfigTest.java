package org.huale.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigTest {
    private static final String COMMAND =
            "{command: {train: [t, '{out}'], predict: [p, '{images}', '{predictions}']," + " weights: w.pt}}";

    @TempDir
    private Path folder;

    /** Evaluations need threads, whatever trains. */
    @ParameterizedTest
    @CsvSource({"small-resnet-fpn, 0", "'', 0", "'', -3", "'', 1025"})
    void threadsAreThereForDetectorsOfEveryKind(String detector, int threads) {
        Settings settings = new Settings()
                .assignment("data={pool: 'voc:a:trainval', test: 'voc:a:test'}")
                .assignment("detector=" + (detector.isEmpty() ? COMMAND : detector))
                .assignment("threads=" + threads);
        assertThatThrownBy(() -> RunConfig.of(settings))
                .isInstanceOf(HualeException.class)
                .hasMessage("command line: threads: threads must be in [1, 1024], got " + threads);
    }

    private static Settings settings(String... words) {
        Settings settings = new Settings()
                .assignment("data={pool: 'voc:a:trainval', test: 'voc:a:test'}")
                .assignment("weights={mode: scratch}");
        List.of(words).forEach(settings::assignment);
        return settings;
    }

    /** Protocols say {@code loss: standard}, and words come after them. */
    @Test
    void ofAShortKeyAndALongOneTheLaterCounts() {
        assertThat(RunConfig.of(settings("loss=standard", "training.loss=emphasis"))
                        .lossName())
                .isEqualTo("emphasis");
        assertThat(RunConfig.of(settings("training.loss=emphasis", "loss=standard"))
                        .lossName())
                .isEqualTo("standard");
    }

    @ParameterizedTest
    @CsvSource({"pretrained, false", "previous, true", "scratch, false"})
    void trainingsBeginWithTheCycleBeforeOnlyWhereThatIsWanted(String mode, boolean wanted) {
        assertThat(RunConfig.of(settings("weights.mode=" + mode)).loop().warmStart())
                .isEqualTo(wanted);
    }

    @Test
    void theInitialSetHasRoomInTheTotalBudget() {
        assertThat(RunConfig.of(settings("totalBudget=60", "initial.images=60")).totalBudget())
                .isEqualTo(60);
        assertThatThrownBy(() -> RunConfig.of(settings("totalBudget=60", "initial.images=61")))
                .isInstanceOf(HualeException.class)
                .hasMessage(
                        "totalBudget: 60 images may be labeled at most, and the initial set has 61; raise it, or begin"
                                + " with fewer");
    }

    @Test
    void noPathHangsOnTheFolderWhereARunIsGoneOnWith() {
        OracleChoice oracle = RunConfig.of(settings("oracle={name: files, finished: 'coco:done/{cycle}.json'}"))
                .absolute()
                .oracle();
        assertThat(oracle.finished())
                .isEqualTo("coco:" + Path.of("done/{cycle}.json").toAbsolutePath());
    }

    @Test
    void aBackboneOfAnotherNetworkIsTheUsersMistake() {
        Path file = folder.resolve("mobile.safetensors");
        WeightsFile.write(file, new StateDict(Map.of(), Map.of("padding", "same")));
        Settings settings = settings("detector=resnet18-fpn", "weights={mode: pretrained, backbone: '" + file + "'}");
        assertThatThrownBy(() -> RunConfig.of(settings))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(file + ": its weights were trained with padding same")
                .hasMessageContaining("got RESNET18");
    }

    /** Without its name nobody would be asked, and the run would take the labels that are there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{url: \"http://127.0.0.1:1\"}               | url          | ground-truth | label-studio, cvat",
                "{project: cells}                            | project      | ground-truth | label-studio, cvat",
                "{guesses: true}                             | guesses      | ground-truth | files, inbox, label-studio, cvat",
                "{guessThreshold: 0.3}                       | guessThreshold | ground-truth | files, inbox, label-studio, cvat",
                "{name: inbox, format: yolo}                 | format       | inbox        | files",
                "{name: inbox, finished: \"coco:a.json\"}    | finished     | inbox        | files",
                "{name: files, url: \"http://127.0.0.1:1\"}  | url          | files        | label-studio, cvat",
                "{name: label-studio, url: \"http://127.0.0.1:1\", stage: validation} | stage | label-studio | cvat",
                "{name: label-studio, url: \"http://127.0.0.1:1\", organization: us}  | organization | label-studio | cvat",
                "{name: label-studio, url: \"http://127.0.0.1:1\", imagesPerJob: 3}   | imagesPerJob | label-studio | cvat",
                "{name: cvat, url: \"http://127.0.0.1:1\", imagesUrl: \"http://127.0.0.1:2\"} | imagesUrl | cvat | label-studio"
            })
    void whoAnnotatesLooksAtEachKeyThatIsGiven(String oracle, String key, String name, String others) {
        assertThatThrownBy(() -> RunConfig.of(settings("oracle=" + oracle)))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("oracle." + key + ": ")
                .hasMessageEndingWith(" would do nothing with oracle.name: " + name + "; it is for " + others
                        + ". Name one of these, or leave it out");
    }

    /** As the configuration of {@code huale label} says. */
    @Test
    void theInboxMayBeToldToHaveTheGuessesThatItHasAnyway() {
        OracleChoice inbox =
                RunConfig.of(settings("oracle={name: inbox, guesses: true}")).oracle();
        assertThat(inbox.guesses()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"backbone", "detector"})
    void randomNumbersAreReadFromNoFile(String key) {
        String word = "weights." + key + "=";
        assertThatThrownBy(() -> RunConfig.of(settings(word + "first.pth")))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("weights." + key + ": first.pth would not be read, as weights.mode: scratch")
                .hasMessageEndingWith("on the command line by " + word);
        assertThat(RunConfig.of(settings(word + "first.pth", word)).weights())
                .isEqualTo(RunConfig.of(settings()).weights());
    }

    /** Else it would choose by a network that was never trained. */
    @Test
    void aStrategyThatLearnsFromPairsOfImagesWantsBatchesOfTwo() {
        assertThatThrownBy(() -> RunConfig.of(settings("strategy=ll4al", "training.batchSize=1")))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("training.batchSize: is 1 with training.processes: 1, but the strategy wants");
        assertThat(RunConfig.of(settings("strategy=ll4al", "training.batchSize=2"))
                        .training()
                        .imagesAnIteration())
                .isEqualTo(2);
    }

    /** Of whom each would ask for the other's by its name. */
    @Test
    void strategiesWithinAStrategyTrainNothingInTwoWays() {
        Settings settings = new Settings()
                .assignment("data={pool: 'voc:a:trainval', test: 'voc:a:test'}")
                .assignment("detector=" + COMMAND)
                .assignment("strategy={name: switch, early: ppal, late: {name: ppal, mode: faithful}}");
        assertThatThrownBy(() -> RunConfig.of(settings))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("strategy: wants class-quality trained beside the detector in two ways")
                .hasMessageEndingWith("; give both the same options");
    }

    /** As they come from a command line whose locale is none of UTF-8. What an earlier version began with goes on. */
    @Test
    void classNamesThatCouldNotBeReadBeginNoRun() {
        assertThat(RunConfig.begun(classNamed("K\uFFFDfer")).data().classNames())
                .containsExactly("K\uFFFDfer");
        assertThatThrownBy(() -> RunConfig.of(classNamed("K\uFFFDfer")))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(
                        "data.classNames: class name 'K\uFFFDfer' has characters that could not be decoded");
        assertThat(RunConfig.of(classNamed("Käfer")).data().classNames()).containsExactly("Käfer");
    }

    /** Such as of a disk that is not mounted: where images are read, it is said that they are not there. */
    @Test
    void aFolderOfImagesThatCannotBeReachedIsStillOne() {
        Path photos = folder.resolve("photos");
        RunConfig config = RunConfig.of(sharing(photos.toString(), "files")).absolute();
        assertThat(config.data().pool()).isEqualTo(photos.toString());
        assertThatThrownBy(() -> RunData.read(config.data(), true))
                .isInstanceOf(HualeException.class)
                .hasMessage(photos + ": does not exist or is no folder");
        assertThatThrownBy(() -> RunConfig.of(sharing(photos.toString(), "ground-truth")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("must begin with its kind");
        assertThatThrownBy(() -> RunConfig.of(sharing("vox:photos", "files")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("is of unknown kind 'vox'");
    }

    private static Settings sharing(String pool, String oracle) {
        return new Settings()
                .assignment("data={pool: '" + pool + "', testShare: 0.2}")
                .assignment("weights={mode: scratch}")
                .assignment("oracle=" + oracle);
    }

    private Settings classNamed(String name) {
        return sharing(folder.toString(), "files").assignment("data.classNames=[" + name + "]");
    }
}
