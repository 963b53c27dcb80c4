package org.huale.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the program's own commands one after the other on a data set that it draws, so that each can be tried again. */
@Command(
        name = "quickstart",
        description = {
            "Shows in a few minutes what the program does: draws a data set, trains a small detector on it from nothing,"
                    + " says how good it is and draws what it finds. Prints each command that it runs."
        })
final class QuickstartCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "runs/quickstart",
            description = "Folder for everything; replaced if it is there (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Override
    public Integer call() {
        for (List<String> command : commands()) {
            spec.commandLine().getErr().println("\n$ huale " + String.join(" ", command));
            spec.commandLine().getErr().flush();
            int code = commandLine().execute(command.toArray(String[]::new));
            if (code != ExitCode.DONE) {
                return code;
            }
        }
        spec.commandLine().getOut().println("\nPictures with what was found: " + folder.resolve("pictures"));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private CommandLine commandLine() {
        return Main.commandLine()
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr());
    }

    private List<List<String>> commands() {
        String data = folder.resolve("data").toString();
        String training = folder.resolve("training").toString();
        String weights = folder.resolve("training/weights/last.safetensors").toString();
        return List.of(
                List.of(
                        "make-dataset",
                        data,
                        "--images",
                        "300",
                        "--test-images",
                        "60",
                        "--classes",
                        "3",
                        "--tail",
                        "3",
                        "--overwrite"),
                List.of(
                        "train",
                        "--data",
                        "voc:" + data + ":trainval",
                        "--out",
                        training,
                        "--overwrite",
                        "--model",
                        "resnet18-fpn",
                        "--epochs",
                        "8",
                        "--batch",
                        "4",
                        "--lr",
                        "0.01",
                        "training.clipNorm=10",
                        "training.schedule.milestones=[6]",
                        "training.schedule.warmUpIterations=75",
                        "detector.transform.minSize=120",
                        "detector.transform.maxSize=160",
                        "detector.backbone.outChannels=64",
                        "detector.roi.representationSize=256",
                        "detector.roi.sampling.perImage=64",
                        "detector.rpn.anchors.sizes=[[8],[16],[32],[64],[128]]",
                        "detector.rpn.training.beforeNms=500",
                        "detector.rpn.training.afterNms=500"),
                List.of("evaluate", "--data", "voc:" + data + ":test", "--weights", weights, "--metric", "voc"),
                List.of(
                        "detect",
                        "--weights",
                        weights,
                        "--min-confidence",
                        "0.5",
                        "--out",
                        folder.resolve("pictures").toString(),
                        data + "/JPEGImages/test_00001.jpg",
                        data + "/JPEGImages/test_00002.jpg",
                        data + "/JPEGImages/test_00003.jpg"));
    }
}
