using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;

namespace Neuro.Compiler;

/// <summary>Settles the numbers of a compilation between what is asked for, what the target has, and the defaults.</summary>
internal static class FormatChoice
{
    /// <summary>The format for <paramref name="options"/>.</summary>
    /// <exception cref="DiagnosticException">A width is outside what the target, or the compiler, can do.</exception>
    public static FixedPointFormat For(CompileOptions options)
    {
        TargetArithmetic target = options.Target.Arithmetic;
        FixedPointFormat usual = new();
        int widest = Math.Min(target.StateBits, LinearNeuronTemplate.MaximumStateBits);
        (int least, int most) = options.Calibration is { } data ? Payloads(data) : (0, 0);
        int stateBits = Width(options.StateBits, usual.StateBits, 4, widest, "the width of states (--state-bits)");
        return usual with
        {
            WeightBits = Width(
                options.WeightBits, usual.WeightBits, 1, Math.Min(target.WeightBits, 16), "the width of weights (--weight-bits)"),
            Signs = target.Signs,
            PerChannel = target.PerChannel && options.PerChannel != false,
            Scale = target.Scale,
            Chooser = options.Chooser,
            Percentile = options.Percentile,
            StateBits = stateBits,
            DecayBits = Width(
                options.DecayBits, usual.DecayBits, 1, Math.Min(target.DecayBits, 24), "the width of decays (--decay-bits)"),
            ThresholdBits = Math.Min(target.ThresholdBits, stateBits),
            BiasBits = Math.Min(target.BiasBits, stateBits),
            Rounding = Known(options.Rounding, target),
            PayloadBits = target.PayloadBits,
            InputMinimum = Math.Min(options.InputMinimum, least),
            InputMaximum = Math.Max(options.InputMaximum, most),
        };
    }

    private static int Width(int? asked, int usual, int least, int most, string what)
    {
        if (asked is not { } bits) return Math.Clamp(usual, least, most);
        return bits >= least && bits <= most
            ? bits
            : throw new DiagnosticException(DiagnosticCatalog.WidthOutOfRange.At(null, bits, least, most, what));
    }

    private static Rounding Known(Rounding? asked, TargetArithmetic target)
    {
        if (asked is { } rounding && !target.Roundings.IsEmpty && !target.Roundings.Contains(rounding))
            throw new DiagnosticException(DiagnosticCatalog.RoundingUnknown.At(
                null, rounding, string.Join(", ", target.Roundings)));
        return asked
            ?? (target.Roundings.IsEmpty || target.Roundings.Contains(Rounding.Nearest) ? Rounding.Nearest : target.Roundings[0]);
    }

    /// <summary>The payloads in the data, widened to −2^m (or 0) and 2^n − 1.</summary>
    private static (int Least, int Most) Payloads(CalibrationData data)
    {
        (int smallest, int largest) = (0, 1);
        for (int sample = 0; sample < data.Used; sample++)
        {
            if (data.Samples[sample].Payloads is not { Length: > 0 } payloads) continue;
            smallest = Math.Min(smallest, payloads.Min());
            largest = Math.Max(largest, payloads.Max());
        }
        return (smallest < 0 ? -Bits(-(smallest + 1)) - 1 : 0, Bits(largest));
    }

    /// <summary>The least 2^n − 1 that is not below <paramref name="value"/> ≥ 0.</summary>
    private static int Bits(int value) =>
        value == 0 ? 0 : int.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((uint)value) - 1;
}
