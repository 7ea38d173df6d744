package dev.unmask.train;

/// What one step did.
///
/// @param step its number, from 1
/// @param loss what is optimised
/// @param crossEntropy mean over the targets, in nats, without weights
/// @param norm of the gradient before clipping
/// @param rate the learning rate
/// @param tokens that were read
/// @param targets that were asked for
/// @param operations multiplications and additions, forwards and back
/// @param seconds it took
public record StepReport(
    long step,
    double loss,
    double crossEntropy,
    double norm,
    double rate,
    long tokens,
    long targets,
    double operations,
    double seconds) {}
