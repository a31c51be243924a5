using System.Collections.Immutable;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="PiecewiseStep"/>.</summary>
internal sealed class PiecewiseResponse(PiecewiseStep model, StepSample sample) : StepResponse(model, sample)
{
    /// <inheritdoc/>
    public override double Step(double state, bool up)
    {
        double range = Maximum - Minimum;
        double x = range <= 0 ? 0 : (state - Minimum) / range;
        return Scale(up) * Interpolate(up ? model.PiecewiseUp : model.PiecewiseDown, x);
    }

    /// <summary>The value at x, 0 to 1, between evenly spaced nodes.</summary>
    public static double Interpolate(ImmutableArray<double> nodes, double x)
    {
        int sections = nodes.Length - 1;
        if (sections == 0)
            return nodes[0];
        double position = Math.Clamp(x, 0, 1) * sections;
        int section = Math.Min((int)position, sections - 1);
        double share = position - section;
        return (1 - share) * nodes[section] + share * nodes[section + 1];
    }
}
