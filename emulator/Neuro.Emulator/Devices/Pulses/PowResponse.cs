using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="PowStep"/> with exponents of its own.</summary>
internal sealed class PowResponse(PowStep model, StepSample sample, double gammaUp, double gammaDown)
    : StepResponse(model, sample)
{
    /// <summary>A device with exponents from their spread.</summary>
    public static PowResponse Draw(PowStep model, StepSample sample, ref CellRandom random)
    {
        double gain = 1 + model.PowGammaDtod * StepSample.Deviate(model.PowGammaDtod, ref random);
        double asymmetry = model.PowUpDownDtod * StepSample.Deviate(model.PowUpDownDtod, ref random);
        double up = Math.Abs((Math.Min(model.PowUpDown, 0) + gain + asymmetry) * model.PowGamma);
        double down = Math.Abs((-Math.Max(model.PowUpDown, 0) + gain - asymmetry) * model.PowGamma);
        return new(model, sample, up, down);
    }

    /// <inheritdoc/>
    public override double Step(double state, bool up)
    {
        double range = Maximum - Minimum;
        if (range <= 0)
            return 0;
        double distance = Math.Max(up ? Maximum - state : state - Minimum, 0) / range;
        return Scale(up) * Math.Pow(distance, up ? gammaUp : gammaDown);
    }
}
