package org.huale.torch.loss;

/** The loss of Faster R-CNN: the sum of its four terms, as in torchvision. Learns and remembers nothing. */
final class StandardLoss implements RcnnLoss {

    @Override
    public LossTerms of(LossInputs inputs, Moment moment) {
        return LossTerms.of(DetectionLosses.of(inputs));
    }
}
