using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>What devices of the step families differ in; <see cref="StepModel"/> has the equations.</summary>
/// <param name="Up">Δ⁺.</param>
/// <param name="Down">Δ⁻.</param>
/// <param name="Minimum">b_min.</param>
/// <param name="Maximum">b_max.</param>
/// <param name="Reset">State after a reset.</param>
/// <param name="Retention">1 − 1/lifetime.</param>
internal readonly record struct StepSample(
    double Up, double Down, double Minimum, double Maximum, double Reset = 0, double Retention = 1)
{
    /// <summary>One device.</summary>
    public static StepSample Draw(StepModel model, ref CellRandom random)
    {
        double first = model.WMax * (1 + model.WMaxDtod * Deviate(model.WMaxDtod, ref random));
        double second = model.WMin * (1 + model.WMinDtod * Deviate(model.WMinDtod, ref random));
        // Spreads of bounds near zero can swap them.
        double maximum = Math.Abs(Math.Max(first, second));
        double minimum = -Math.Abs(Math.Min(first, second));
        double spread = model.DwMinDtod * Deviate(model.DwMinDtod, ref random);
        double gain = model.DwMinDtodLogNormal ? Math.Exp(spread) : 1 + spread;
        double asymmetry = model.UpDownDtod * Deviate(model.UpDownDtod, ref random);
        double up = Math.Abs(model.DwMin * (Math.Min(model.UpDown, 0) + gain + asymmetry));
        double down = Math.Abs(model.DwMin * (-Math.Max(model.UpDown, 0) + gain - asymmetry));
        double reset = model.Reset + model.ResetDtod * Deviate(model.ResetDtod, ref random);
        double lifetime = model.Lifetime * (1 + model.LifetimeDtod * Deviate(model.LifetimeDtod, ref random));
        double retention = model.Lifetime == 0 ? 1 : lifetime > 1 ? 1 - 1 / lifetime : 0;
        return new(up, down, minimum, maximum, reset, retention);
    }

    /// <summary>A deviate where there is a spread; none is drawn for nothing.</summary>
    public static double Deviate(double spread, ref CellRandom random) => spread == 0 ? 0 : random.NextNormal();
}
