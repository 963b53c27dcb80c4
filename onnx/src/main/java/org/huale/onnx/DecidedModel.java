package org.huale.onnx;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.onnx.file.ModelFile;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.input.ImageInput;
import org.huale.onnx.input.ImagePreparation;
import org.huale.onnx.options.Convention;
import org.huale.onnx.options.FeatureOptions;
import org.huale.onnx.options.InputOptions;
import org.huale.onnx.options.OnnxOptions;
import org.huale.onnx.options.OutputOptions.Tensors;
import org.huale.onnx.reading.ColumnCount;
import org.huale.onnx.reading.OutputReading;
import org.huale.onnx.reading.OutputTensors;
import org.huale.onnx.reading.Readings;
import org.huale.onnx.recognition.ModelMetadata;
import org.huale.onnx.recognition.Recognition;
import org.huale.problem.HualeException;

/**
 * A model with everything decided that is needed to use it.
 *
 * @param file the model
 * @param options how it is used
 * @param taken whose way was taken and why
 * @param input which input takes the images
 * @param tensors which output is which
 * @param classes what it tells apart
 * @param named whether the model or the file beside it names the classes
 */
public record DecidedModel(
        ModelFile file,
        OnnxOptions options,
        Recognition taken,
        ImageInput input,
        Tensors tensors,
        ClassNames classes,
        boolean named) {

    /**
     * Decides by the file beside the model, and by the model where that says nothing.
     *
     * @throws HualeException where the model cannot be read, where none or several ways fit, or where something that is said
     *     does not fit the model
     */
    public static DecidedModel of(ModelFile file) {
        Sidecar sidecar = Sidecar.of(file.path());
        Recognition taken =
                sidecar.namesConvention() ? said(sidecar) : only(file, Recognition.of(file.summary()), sidecar);
        return decided(file, taken, sidecar::over, sidecar);
    }

    /** Decides as if the file beside the model, which may not be there, said this one thing. */
    static DecidedModel as(ModelFile file, Convention convention) {
        Recognition taken = new Recognition(convention, "it was named");
        return decided(file, taken, UnaryOperator.identity(), Sidecar.of(file.path()));
    }

    /** Of those that HUALE wrote some want images that are made ready, and say how. */
    private static OnnxOptions options(ModelFile file, Convention convention) {
        OnnxOptions options = convention.options();
        try {
            return convention == Convention.HUALE
                    ? new ModelMetadata(file.summary())
                            .hualeInput()
                            .map(options::withInput)
                            .orElse(options)
                    : options;
        } catch (IllegalArgumentException e) {
            throw new HualeException(file.path() + ": " + e.getMessage(), e);
        }
    }

    private static Recognition said(Sidecar sidecar) {
        String word = sidecar.over(Convention.ULTRALYTICS.options()).convention();
        return new Recognition(Convention.of(word), sidecar.path() + " says so");
    }

    private static Recognition only(ModelFile file, List<Recognition> fitting, Sidecar sidecar) {
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        String ways = fitting.isEmpty()
                ? "not recognized by its inputs " + file.summary().inputs() + " and outputs "
                        + file.summary().outputs() + ", nor by what it says of itself"
                : "can be read in more than one way:"
                        + fitting.stream()
                                .map(it -> System.lineSeparator() + "  " + it)
                                .collect(Collectors.joining());
        throw new HualeException(file.path() + ": " + ways + System.lineSeparator() + "the key convention in "
                + sidecar.path() + " decides, one of "
                + (fitting.isEmpty()
                        ? Convention.words()
                        : fitting.stream().map(it -> it.convention().word()).toList()));
    }

    /** @param said what is said in place of what the convention has */
    private static DecidedModel decided(
            ModelFile file, Recognition taken, UnaryOperator<OnnxOptions> said, Sidecar sidecar) {
        OnnxOptions usual = options(file, taken.convention());
        try {
            OnnxOptions options = said.apply(fitting(file, usual, said.apply(usual)));
            ImageInput input = ImageInput.of(file.summary(), options.input());
            Tensors tensors = OutputTensors.of(file.summary(), options.outputs());
            requireValues(file.summary(), options.features());
            List<String> names = names(options, file);
            ClassNames classes = names.isEmpty() ? numbered(file, options, tensors) : new ClassNames(names);
            DecidedModel decided = new DecidedModel(file, options, taken, input, tensors, classes, !names.isEmpty());
            decided.preparation(); // says what is missing for it
            decided.reading();
            return decided;
        } catch (IllegalArgumentException e) {
            throw new HualeException(
                    file.path() + ", read as " + taken.convention().word() + ": " + e.getMessage() + "; "
                            + sidecar.path() + " is where to say it",
                    e);
        }
    }

    /** With the colours of the image itself where its input takes bytes, in which most conventions' fractions would be 0. */
    private static OnnxOptions fitting(ModelFile file, OnnxOptions usual, OnnxOptions options) {
        InputOptions input = usual.input();
        return ImageInput.of(file.summary(), options.input()).takesBytes()
                ? usual.withInput(input.withColours(input.colours().unscaled()))
                : usual;
    }

    /** What a file beside the model begins with where more must be said before it can be used. */
    static OnnxOptions usual(ModelFile file, Convention convention) {
        try {
            OnnxOptions usual = options(file, convention);
            return fitting(file, usual, usual);
        } catch (IllegalArgumentException | HualeException e) {
            return convention.options();
        }
    }

    private static List<String> names(OnnxOptions options, ModelFile file) {
        return options.classes().isEmpty() ? new ModelMetadata(file.summary()).classNames() : options.classes();
    }

    private static ClassNames numbered(ModelFile file, OnnxOptions options, Tensors tensors) {
        OptionalInt columns = ColumnCount.of(file.summary(), options.outputs(), tensors);
        OptionalInt count = columns.isPresent() ? columns : new ModelMetadata(file.summary()).classCount();
        if (count.isEmpty()) {
            throw new IllegalArgumentException("classes: nothing in the file says how many there are; name them");
        }
        return new ClassNames(IntStream.rangeClosed(1, count.getAsInt())
                .mapToObj(i -> "class " + i)
                .toList());
    }

    private static void requireValues(ModelSummary model, FeatureOptions features) {
        Set<String> values = new LinkedHashSet<>(features.maps());
        if (features.objects() != null) {
            values.add(features.objects());
        }
        values.removeIf(it -> model.values().contains(it) || model.output(it).isPresent());
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("features: the model has no value named " + values);
        }
    }

    /** @throws IllegalArgumentException where no detection can have more */
    DecidedModel withMinConfidence(double least) {
        return new DecidedModel(file, options.withMinConfidence(least), taken, input, tensors, classes, named);
    }

    /** The same without the bytes of the file, once it has been opened. */
    DecidedModel withoutBytes() {
        return new DecidedModel(file.withoutBytes(), options, taken, input, tensors, classes, named);
    }

    /** What the model calls its classes, where the file beside it calls them otherwise. */
    Optional<List<String>> otherNames() {
        List<String> own = new ModelMetadata(file.summary()).classNames();
        return Optional.of(own).filter(it -> !it.isEmpty() && !it.equals(classes.names()));
    }

    public Path path() {
        return file.path();
    }

    ImagePreparation preparation() {
        return new ImagePreparation(input, options.input(), new ModelMetadata(file.summary()).size());
    }

    OutputReading reading() {
        return Readings.of(options, tensors, classes.count());
    }
}
