package org.huale.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.huale.config.ConfigJson;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;
import org.huale.problem.HualeException;
import org.huale.process.ChildProcess;
import org.huale.process.StandardStream;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.torch.parallel.ChildRanks;
import org.huale.torch.parallel.Company;
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.parallel.MeetingPoint;

/**
 * One of the further processes of a training or a detection on one machine. On Ctrl-C, which a terminal sends to all processes,
 * those that train ask the others to save and end with them, and those that detect go on until rank 0 ends. When rank 0 is
 * gone, it ends at once.
 */
public final class RankProgram {
    private static final String TRAIN = "train";
    private static final String DETECT = "detect";
    private static final int MISTAKE = 2;
    private static final int NOBODY_WAITS = 143;
    private static final long MOST_SECONDS_TO_STOP = 120;

    private RankProgram() {}

    /** @param words what is done, file of the task, file to meet by, rank */
    public static void main(String[] words) {
        StandardStream.takeBoth(); // they lead to the log that rank 0 keeps
        ChildProcess.whenNobodyWaits(
                () -> Runtime.getRuntime().halt(NOBODY_WAITS)); // what there is to save, rank 0 had
        StopSignal stop = new StopSignal();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, ended)));
        int code;
        try {
            code = run(words, stop);
        } finally {
            ended.countDown(); // or the end of this process would wait for it
        }
        System.exit(code);
    }

    /** Main class and words, but for the last two, of the processes that train beside this one. */
    static List<String> words(TrainingRequest request, Path folder) {
        return words(TRAIN, RankTask.of(request), folder);
    }

    /** As above, of those that detect beside this one. */
    static List<String> words(PoolTask task, Path folder) {
        return words(DETECT, task, folder);
    }

    private static List<String> words(String what, Object task, Path folder) {
        Path file = folder.resolve("task.json");
        try {
            Files.writeString(file, ConfigJson.write(task));
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + FileFaults.reason(e), e);
        }
        return List.of(RankProgram.class.getName(), what, file.toString());
    }

    private static int run(String[] words, StopSignal stop) {
        try {
            String task = InputFile.text(Path.of(words[1]));
            MeetingPoint place = new MeetingPoint.InFile(Path.of(words[2]));
            int rank = Integer.parseInt(words[3]);
            if (words[0].equals(TRAIN)) {
                train(ConfigJson.read(task, RankTask.class).request(rank), place, rank, stop);
            } else {
                detect(ConfigJson.read(task, PoolTask.class), place, rank);
            }
            return 0;
        } catch (LostRankException e) {
            StandardStream.ERR.say(String.valueOf(e.getMessage()));
            return ChildRanks.LOST_ANOTHER;
        } catch (HualeException | IOException e) {
            StandardStream.ERR.say(String.valueOf(e.getMessage()));
            return MISTAKE;
        }
    }

    private static void train(TrainingRequest request, MeetingPoint place, int rank, StopSignal stop) {
        TorchTraining.reportingTo(TrainingListener.silent(), stop)
                .run(request, Company.at(place, TorchTraining.member(request.config(), rank)));
    }

    private static void detect(PoolTask task, MeetingPoint place, int rank) {
        task.run(Company.at(place, task.member(rank)));
    }

    private static void stopAndWait(StopSignal stop, CountDownLatch ended) {
        stop.raise();
        try {
            if (!ended.await(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                StandardStream.ERR.say("the iteration at hand took too long to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
