package org.huale.torch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;
import org.huale.dataset.ImageId;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.WorkClock;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.problem.HualeException;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.ops.PyramidLevels;
import org.huale.torch.ops.RoiAlign;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.train.TrainingOptions.Precision;
import org.huale.torch.train.optimize.Sgd;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;

/**
 * Times whole steps on given work, for comparison with a rival on the same: {@code infer:MODEL:BATCH} from pixels to
 * detections, {@code train:MODEL:BATCH} forward, backward and optimizer, with {@code :bf16} behind it in bfloat16,
 * {@code roialign:REGIONS}, with the number of regions of the work, forward and backward. On a GPU the clock stops when the
 * GPU is done. {@code bench/README.md} says what the work folder holds.
 */
final class DetectorBenchmark implements DetectorProvider.TimedWork {
    private static final int CLASSES = 90;
    private static final int[][] MAPS = {{152, 200}, {76, 100}, {38, 50}, {19, 25}};
    private static final float[] SCALES = {1 / 4f, 1 / 8f, 1 / 16f, 1 / 32f};
    private static final int CHANNELS = 256;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Pattern OF_A_MODEL =
            Pattern.compile("infer:[^:]+:[1-9]\\d{0,3}|train:[^:]+:[1-9]\\d{0,3}(:bf16)?");
    private static final String IMAGE = "image.";
    private static final String REGIONS = "regions";

    private final Path folder;
    private final Path workFile;
    private final Device device;
    private final StateDict work;
    private final WorkClock clock = new WorkClock(WARM_UP);
    private final Map<String, FasterRcnn> detectors = new HashMap<>();
    private final Map<String, Sgd> optimizers = new HashMap<>();
    private final Map<String, Runnable> cases = new HashMap<>();

    /**
     * @param folder holds {@code work.safetensors} and weights by the models' names
     * @param device {@code cpu}, {@code cuda} or {@code cuda:n}
     * @param threads of one operation
     * @throws HualeException where the machine has no such device
     */
    DetectorBenchmark(Path folder, String device, int threads) {
        this.folder = folder;
        this.device = TorchDevice.prepare(device, threads);
        this.workFile = folder.resolve("work.safetensors");
        this.work = WeightsFile.read(workFile);
    }

    @Override
    public double milliseconds(String name) {
        return clock.milliseconds(cases.computeIfAbsent(name, this::toTheEnd));
    }

    private Runnable toTheEnd(String name) {
        Runnable work = made(name);
        return () -> {
            work.run();
            if (!device.is_cpu()) {
                torch.cuda_synchronize();
            }
        };
    }

    /** Nothing of a name is passed over, so that no other work is compared with the rival's under it. */
    private Runnable made(String name) {
        String[] parts = name.split(":");
        if (OF_A_MODEL.matcher(name).matches() && work.contains(IMAGE + parts[2])) {
            int batch = Integer.parseInt(parts[2]);
            return parts[0].equals("infer") ? inference(parts[1], batch) : training(parts[1], batch, precision(parts));
        }
        if (name.equals(roiAlignCase())) {
            return roiAlign();
        }
        throw new HualeException("no such case: " + name + "; of " + workFile + " there are " + forms());
    }

    private String forms() {
        long images = work.names().stream().filter(it -> it.startsWith(IMAGE)).count();
        return "infer:MODEL:BATCH, train:MODEL:BATCH and train:MODEL:BATCH:bf16, BATCH from 1 to " + images + ", and "
                + roiAlignCase();
    }

    private String roiAlignCase() {
        return "roialign:" + work.get(REGIONS).elements() / 4;
    }

    private Runnable inference(String model, int batch) {
        FasterRcnn detector = detector(model);
        ImageTransform transform = new ImageTransform(detector.options().transform());
        List<Image> images = images(batch);
        return () -> TensorScope.withoutGradient(() -> {
            List<PreparedImage> prepared = images.stream().map(transform::of).toList();
            return detector.detect(prepared).size();
        });
    }

    private static Precision precision(String... parts) {
        return parts.length > 3 ? Precision.BF16 : Precision.FP32;
    }

    private Runnable training(String model, int batch, Precision precision) {
        FasterRcnn detector = detector(model);
        ImageTransform transform = new ImageTransform(detector.options().transform());
        List<Image> images = images(batch);
        Sgd optimizer = optimizers.computeIfAbsent(
                model, it -> new Sgd(detector.parameters().trainable(), new Sgd.Options(1e-6, 0.9, 1e-4, false)));
        return () -> TensorScope.run(() -> {
            precision
                    .compute(device, () -> loss(detector, examples(images, transform)))
                    .backward();
            optimizer.step(optimizer.learningRate());
            optimizer.forgetGradients();
        });
    }

    private static Tensor loss(FasterRcnn detector, List<TrainingExample> examples) {
        return DetectionLosses.of(detector.lossInputs(examples, new SplittableRandom(1)))
                .total();
    }

    private Runnable roiAlign() {
        List<Tensor> maps = new ArrayList<>();
        for (int[] size : MAPS) {
            maps.add(TensorScope.keep(() -> onDevice(Tensors.channelsLast(torch.randn(1, CHANNELS, size[0], size[1]))))
                    .set_requires_grad(true));
        }
        RoiAlign.Regions regions = regions(work.get(REGIONS).toFloats());
        Tensor gradient = TensorScope.keep(() -> onDevice(torch.ones(regions.count(), 7, 7, CHANNELS)));
        return () -> TensorScope.run(() -> {
            maps.forEach(map -> map.mutable_grad().reset());
            new RoiAlign(7, 2)
                    .of(maps, regions)
                    .backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
        });
    }

    private Tensor onDevice(Tensor tensor) {
        return Tensors.onDevice(tensor, device);
    }

    private static RoiAlign.Regions regions(float[] boxes) {
        int count = boxes.length / 4;
        int[] levels = PyramidLevels.ofScales(SCALES).of(boxes);
        return new RoiAlign.Regions(boxes, new int[count], levels, SCALES);
    }

    private FasterRcnn detector(String model) {
        return detectors.computeIfAbsent(model, it -> {
            FasterRcnnOptions options = DetectorModel.named(model).options();
            FasterRcnnOptions sized =
                    model.startsWith("resnet") ? options.withTransform(ImageTransformOptions.of(600, 1000)) : options;
            FasterRcnn detector = FasterRcnn.create(sized, CLASSES, device, 0);
            fill(detector, folder.resolve(model + ".safetensors"));
            return detector;
        });
    }

    /** Of a detector that the rival does not have there are no weights; its own are random, with norms that fit the images. */
    private void fill(FasterRcnn detector, Path weights) {
        if (Files.exists(weights)) {
            StateLoading.load(detector.parameters(), WeightsFile.read(weights), weights.toString());
            return;
        }
        ImageTransform transform = new ImageTransform(detector.options().transform());
        StartingNorms.calibrate(detector, images(1).stream().map(transform::of).toList());
    }

    private List<Image> images(int batch) {
        return IntStream.rangeClosed(1, batch).mapToObj(this::image).toList();
    }

    private Image image(int number) {
        float[] pixels = work.get(IMAGE + number).toFloats();
        long[] shape = work.get(IMAGE + number).shape();
        byte[] rgb = new byte[pixels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (int) pixels[i];
        }
        return new Image(new ImageSize((int) shape[1], (int) shape[0]), rgb);
    }

    private List<TrainingExample> examples(List<Image> images, ImageTransform transform) {
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            float[] boxes = work.get("boxes." + (i + 1)).toFloats();
            PreparedImage prepared = transform.of(images.get(i));
            int[] classes = IntStream.range(0, boxes.length / 4).toArray();
            examples.add(new TrainingExample(new ImageId("image " + i), prepared, prepared.toResized(boxes), classes));
        }
        return examples;
    }

    @Override
    public void close() {
        optimizers.values().forEach(Sgd::close);
        detectors.values().forEach(FasterRcnn::close);
    }
}
