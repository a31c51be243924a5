using System.Collections.Immutable;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="MeasuredStep"/> with step factors of its own.</summary>
internal sealed class MeasuredResponse : PulseResponse
{
    private readonly MeasuredStep _model;
    private readonly double _up;
    private readonly double _down;

    private MeasuredResponse(MeasuredStep model, double up, double down)
    {
        _model = model;
        _up = up;
        _down = down;
        Maximum = 1;
    }

    /// <summary>A device with factors from their spread.</summary>
    public static MeasuredResponse Draw(MeasuredStep model, ref CellRandom random)
    {
        double up = Math.Abs(1 + model.StepDtod * StepSample.Deviate(model.StepDtod, ref random));
        double down = Math.Abs(1 + model.StepDtod * StepSample.Deviate(model.StepDtod, ref random));
        return new(model, up, down);
    }

    /// <inheritdoc/>
    public override double Step(double state, bool up) => At(up ? _model.Up : _model.Down, state, up);

    /// <inheritdoc/>
    public override double Sigma(double state, bool up)
    {
        ImmutableArray<double> nodes = up ? _model.UpSigma : _model.DownSigma;
        return nodes.IsEmpty ? 0 : At(nodes, state, up);
    }

    private double At(ImmutableArray<double> nodes, double state, bool up) =>
        (up ? _up : _down) * PiecewiseResponse.Interpolate(nodes, state);
}
