using System.Collections.Immutable;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Targets;
using Neuro.Runtime;

namespace Neuro.Compiler;

/// <summary>
/// How a model is compiled. Numbers that are left out are the target's, within the defaults of <see cref="FixedPointFormat"/>.
/// </summary>
public sealed record CompileOptions
{
    /// <summary>Integrator, reset, comparator, lags and time step.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>The target.</summary>
    public TargetProfile Target { get; init; } = TargetProfile.Emulator;

    /// <summary>Bits of a weight; null for 8, or what the target has if fewer.</summary>
    public int? WeightBits { get; init; }

    /// <summary>Whether each output channel has a weight step of its own; null for yes, where the target can.</summary>
    public bool? PerChannel { get; init; }

    /// <summary>How weight steps are chosen.</summary>
    public StepChooser Chooser { get; init; } = StepChooser.MeanSquaredError;

    /// <summary>Percentage of weights that <see cref="StepChooser.Percentile"/> does not clip.</summary>
    public double Percentile { get; init; } = 99.9;

    /// <summary>Bits of a neuron's state; null for 24, or what the target has if fewer.</summary>
    public int? StateBits { get; init; }

    /// <summary>Fraction bits of a decay; null for 16, or what the target has if fewer.</summary>
    public int? DecayBits { get; init; }

    /// <summary>Rounding of decays and shifts; null for nearest, or the first that the target knows.</summary>
    public Rounding? Rounding { get; init; }

    /// <summary>Smallest payload of external events; calibration data with smaller ones lowers it to the next −2^n.</summary>
    public int InputMinimum { get; init; }

    /// <summary>Largest payload of external events; calibration data with larger ones raises it to the next 2^n − 1.</summary>
    public int InputMaximum { get; init; } = 1;

    /// <summary>Recordings for ranges and rates; null for bounds from the weights alone.</summary>
    public CalibrationData? Calibration { get; init; }

    /// <summary>What runs the finished program on the calibration data, to warn of what fixed point silenced and to find the
    /// ranges of ADCs; null to skip that.</summary>
    public IBackend? Backend { get; init; }

    /// <summary>Seed of the program's random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether a layer may be split over several cores where it exceeds one.</summary>
    public bool AllowSplit { get; init; }

    /// <summary>What is to hold the weights; null for digital weights.</summary>
    public BindOptions? Binding { get; init; }

    /// <summary>The last step to run; null for all.</summary>
    public string? StopAfter { get; init; }

    /// <summary>Steps whose result is kept as text; "all" for every step.</summary>
    public ImmutableArray<string> DumpAfter { get; init; } = [];
}
