using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="ExpStep"/>.</summary>
internal sealed class ExpResponse(ExpStep model, StepSample sample) : StepResponse(model, sample)
{
    /// <inheritdoc/>
    public override double Step(double state, bool up)
    {
        double range = Maximum - Minimum;
        if (range <= 0)
            return 0;
        double z = 2 * state / range * model.A + model.B;
        double factor = up ? 1 - model.AUp * Math.Exp(model.GammaUp * z) : 1 - model.ADown * Math.Exp(-model.GammaDown * z);
        return Scale(up) * Math.Max(factor, 0);
    }

    /// <inheritdoc/>
    public override double Sigma(double state, bool up) =>
        Deviation * (Math.Abs(Step(state, up)) + model.DwMinStdAdd + model.DwMinStdSlope * Math.Abs(state));
}
