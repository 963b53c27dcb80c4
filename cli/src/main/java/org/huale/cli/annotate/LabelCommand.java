package org.huale.cli.annotate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.huale.app.process.Termination;
import org.huale.app.run.FrozenRun;
import org.huale.cli.AtLeast;
import org.huale.cli.ExitCode;
import org.huale.cli.Main;
import org.huale.cli.UnusedOptions;
import org.huale.cli.progress.ProgressReporter;
import org.huale.cli.run.ShareConverter;
import org.huale.detect.training.StopSignal;
import org.huale.loop.folder.RunCheck;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.web.desk.PersonView;
import org.huale.web.server.LabelServer;
import org.huale.web.session.Beginning;
import org.huale.web.session.ChildProgram;
import org.huale.web.session.LabelDesk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves the page that people label in, and keeps the run going behind it. */
@Command(
        name = "label",
        description = {
            "Opens a page to label images in, and trains, selects and hands out the next images by itself.",
            "Of a folder of images a run is begun: the page asks which classes there are. Of a run folder, or of what an earlier"
                    + " 'huale label' left, it continues. Ctrl-C saves and ends; the same command continues."
        })
public final class LabelCommand implements Callable<Integer> {
    private static final int PORT = 8765;

    private static final List<String> BEGINNING = List.of("--out", "--measure", "--first", "--batch");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "A folder of images, or of a run.")
    private Path folder;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description = "Of a folder of images: changes the configuration of the run, such as detector=resnet18-fpn.")
    private List<String> keys = new ArrayList<>();

    @ArgGroup(validate = false, heading = "Of a folder of images:%n")
    private final Wanted wanted = new Wanted();

    /** How a run over a folder of images is to be. */
    private static final class Wanted {
        @Option(
                names = "--out",
                paramLabel = "DIR",
                description =
                        "Folder for the run and all that belongs to it (default: beside FOLDER, with -labels behind its name).")
        private @Nullable Path out;

        @Option(
                names = "--measure",
                paramLabel = "N",
                defaultValue = "40",
                description =
                        "Images, drawn at random and labeled first, that measure the detector and that it never learns from;"
                                + " at most a third of all (default: ${DEFAULT-VALUE}).")
        private int measured;

        @Option(
                names = "--first",
                paramLabel = "N",
                defaultValue = "40",
                description = "Images that the first detector learns from (default: ${DEFAULT-VALUE}).")
        private int first;

        @Option(
                names = "--batch",
                paramLabel = "N",
                defaultValue = "40",
                description = "Images asked for after each detector (default: ${DEFAULT-VALUE}).")
        private int batch;
    }

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + PORT,
            description = "Port of the page (default: ${DEFAULT-VALUE}; 0 for any that is free).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description =
                    "Let others in, through this address of the machine, such as 0.0.0.0 for all. Everybody then needs a"
                            + " personal link; the first one is printed (default: this machine alone).")
    private String host;

    @Option(
            names = "--known-as",
            paramLabel = "NAME",
            description = "With --host: a further name by which browsers reach it, or the whole address of a proxy"
                    + " that encrypts, such as https://labels.example.org; may be repeated.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--link",
            paramLabel = "PERSON",
            description = "With --host: print a new link for this reviewer, which ends an older one of the same name.")
    private @Nullable String link;

    @Option(
            names = "--overlap",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description =
                    "Have two people label this share of the images, such as 10%%, to see how far they agree (default: none).")
    private @Nullable Double overlap;

    @Option(names = "--review", description = "Go on only when a reviewer has accepted every image.")
    private boolean review;

    @Option(names = "--no-browser", description = "Do not open a browser.")
    private boolean withoutBrowser;

    @Override
    public Integer call() throws InterruptedException {
        requireHost();
        requireNameInLink();
        LabelServer.Place where = new LabelServer.Place(host, port, names);
        Optional<Beginning> beginning = checked(); // with nothing to save yet, so that a signal ends it at once
        try (Termination termination = Termination.awaited();
                LabelDesk desk = desk(beginning, termination.signal());
                LabelServer server = LabelServer.start(desk, where)) {
            if (termination.signal().raised()) {
                return ExitCode.DONE;
            }
            tell(desk, server);
            termination.await();
            say("Saved. 'huale label " + work() + "' continues.");
            return ExitCode.DONE;
        }
    }

    /** On this machine alone nobody needs a link or another name of it; who asks for one believes that others are let in. */
    private void requireHost() {
        if (host.isBlank()) {
            new UnusedOptions(spec).refuse("--host ADDRESS, which lets others in", Stream.of("--link", "--known-as"));
        }
    }

    private void requireNameInLink() {
        if (link != null && !PersonView.isName(link)) {
            throw new HualeException("--link must be a name of 1 to " + PersonView.LONGEST_NAME
                    + " characters that are not all blank, got '" + link + "'");
        }
    }

    /** What is begun of a folder of images, or was; empty of a run. Takes long where there is much to read. */
    private Optional<Beginning> checked() {
        RunFolder.completeBeginning(folder); // or it would be taken for a folder of images
        OtherImages.refuse(folder);
        RunCheck.requireSoundOrNone(folder);
        if (RunFolder.holdsRun(folder)) {
            requireNothingToBegin();
            if (!new FrozenRun(folder).config().oracle().asksPeople()) {
                throw new HualeException(folder + ": nobody is asked in this run, its labels are there already;"
                        + " people label in runs with oracle: inbox");
            }
            return Optional.empty();
        }
        Beginning beginning = beginning();
        RunCheck.requireSoundOrNone(beginning.run());
        return Optional.of(beginning);
    }

    /**
     * @param beginning empty of a run
     * @param stop raised when the command is asked to end
     */
    private LabelDesk desk(Optional<Beginning> beginning, StopSignal stop) {
        LabelDesk.Rules rules = new LabelDesk.Rules(overlap == null ? 0 : overlap, review);
        return beginning
                .map(it -> LabelDesk.ofFolder(it, program(it.log(), stop), rules))
                .orElseGet(() -> LabelDesk.ofRun(folder, program(folder.resolve("label.log"), stop), rules));
    }

    private Beginning beginning() {
        if (Beginning.isBegun(folder)) {
            requireNothingToBegin();
            return Beginning.in(folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new HualeException(folder + ": no such folder");
        }
        AtLeast.one("--measure", wanted.measured);
        AtLeast.one("--first", wanted.first);
        AtLeast.one("--batch", wanted.batch);
        OtherImages.refuse(place());
        if (OtherImages.in(place()).isPresent()) {
            throw new HualeException(place() + ": holds images; choose another folder for the run with --out");
        }
        return Beginning.of(folder, place(), new Beginning.Wishes(wanted.measured, wanted.first, wanted.batch, keys));
    }

    private Path place() {
        Path beside = folder.toAbsolutePath().normalize();
        return wanted.out == null ? beside.resolveSibling(beside.getFileName() + "-labels") : wanted.out;
    }

    /** What continues as it was begun, without the options and keys that a folder of images was given with. */
    private Path work() {
        return RunFolder.holdsRun(folder) || Beginning.isBegun(folder) ? folder : place();
    }

    /** What says how a run begins would be passed over where one goes on. */
    private void requireNothingToBegin() {
        List<String> given = Stream.concat(
                        BEGINNING.stream().filter(spec.commandLine().getParseResult()::hasMatchedOption), keys.stream())
                .toList();
        if (!given.isEmpty()) {
            throw new HualeException(folder + ": goes on as it was begun, where " + String.join(", ", given)
                    + " would change nothing; leave that out, or begin another run of the images with --out");
        }
    }

    private static ChildProgram program(Path log, StopSignal stop) {
        return new ChildProgram(Main.class.getName(), ProgressReporter.OWN_PROPERTIES, ExitCode::ending, log, stop);
    }

    private void tell(LabelDesk desk, LabelServer server) {
        if (host.isBlank()) {
            tellOfPage(server.address());
        } else {
            tellOfServer(server);
            tellOfLink(desk, server.address());
        }
    }

    private void tellOfPage(String address) {
        say("Label at " + address + "   (Ctrl-C saves and ends)");
        if (!withoutBrowser) {
            DesktopBrowser.open(address);
        }
    }

    private void tellOfServer(LabelServer server) {
        String address = server.address();
        say("Serving at " + address + " for whoever has a personal link. "
                + (address.startsWith("https://")
                        ? "The proxy there encrypts. Let nobody else reach port " + server.port() + " of this machine."
                        : "The connection is not encrypted: use it in a network that you trust, or behind a proxy that"
                                + " encrypts."));
    }

    /** The one that was asked for; without being asked one for the first reviewer, as only a reviewer makes links in the page. */
    private void tellOfLink(LabelDesk desk, String address) {
        boolean nobody = desk.people().stream().noneMatch(it -> it.reviews() && !it.revoked());
        String name = link != null ? link : nobody ? reviewer(System.getProperty("user.name", "")) : null;
        if (name != null) {
            say("Link of the reviewer " + name + ", shown once: " + address + "join#"
                    + desk.invite(name, PersonView.REVIEWER));
            say("Make links for others in the page, under People.");
        }
    }

    /** What the first reviewer is called; the system may know no name of whoever serves. */
    static String reviewer(String systemName) {
        return PersonView.isName(systemName) ? systemName : PersonView.REVIEWER;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
