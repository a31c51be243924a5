using System.Collections.Immutable;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Fitting;

/// <summary>A device fitted to measured pulse trains.</summary>
/// <param name="Nonlinear">The fit of the nonlinear-pulse model.</param>
/// <param name="NonlinearGMin">Its smallest conductance, in siemens.</param>
/// <param name="NonlinearGMax">Its largest conductance, in siemens.</param>
/// <param name="NonlinearResidual">Root mean square of the mean trains less that model's, in fractions of the range.</param>
/// <param name="Measured">The fit of step tables.</param>
/// <param name="MeasuredGMin">Its smallest conductance, in siemens: where trains end below, on average.</param>
/// <param name="MeasuredGMax">Its largest conductance, in siemens: where trains end above, on average.</param>
/// <param name="MeasuredResidual">Root mean square of the mean trains less those of the tables, in fractions of the
/// range.</param>
/// <param name="ReadNoise">Deviation of one read, in siemens: what neighbouring steps undo.</param>
/// <param name="Devices">Devices in the data.</param>
/// <param name="Trains">Trains in the data.</param>
/// <param name="Notes">What the data cannot tell, for people.</param>
public sealed record PulseFitResult(
    NonlinearPulse Nonlinear, double NonlinearGMin, double NonlinearGMax, double NonlinearResidual,
    MeasuredStep Measured, double MeasuredGMin, double MeasuredGMax, double MeasuredResidual,
    double ReadNoise, int Devices, int Trains, ImmutableArray<string> Notes);
