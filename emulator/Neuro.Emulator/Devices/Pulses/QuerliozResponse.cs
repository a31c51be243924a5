using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="QuerliozStep"/> with steps and bounds of its own.</summary>
internal sealed class QuerliozResponse : PulseResponse
{
    private readonly QuerliozStep _model;
    private readonly double _up;
    private readonly double _down;

    private QuerliozResponse(QuerliozStep model, double up, double down, double minimum, double maximum)
    {
        _model = model;
        _up = up;
        _down = down;
        Minimum = Erased = Rest = Math.Min(minimum, maximum);
        Maximum = Math.Max(minimum, maximum);
    }

    /// <summary>A device with parameters from their spread.</summary>
    public static QuerliozResponse Draw(QuerliozStep model, ref CellRandom random)
    {
        double up = Factor(model.AlphaDtod, ref random) * model.AlphaPlus;
        double down = Factor(model.AlphaDtod, ref random) * model.AlphaMinus;
        double minimum = Factor(model.BoundDtod, ref random) * model.WMin;
        double maximum = Factor(model.BoundDtod, ref random) * model.WMax;
        return new(model, up, down, minimum, maximum);
    }

    /// <inheritdoc/>
    public override double Step(double state, bool up)
    {
        double range = Maximum - Minimum;
        if (range <= 0)
            return 0;
        return up
            ? _up * Math.Exp(-_model.BetaPlus * (state - Minimum) / range)
            : _down * Math.Exp(-_model.BetaMinus * (Maximum - state) / range);
    }

    /// <inheritdoc/>
    public override double Sigma(double state, bool up) => 0;

    private static double Factor(double spread, ref CellRandom random) =>
        Math.Abs(1 + spread * StepSample.Deviate(spread, ref random));
}
