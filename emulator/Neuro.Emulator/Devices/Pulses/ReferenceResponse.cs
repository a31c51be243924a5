using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="SoftBoundsReference"/>; its state is what is left when the reference is subtracted.</summary>
internal sealed class ReferenceResponse : StepResponse
{
    private readonly double _reference;
    private readonly bool _multiplicative;

    /// <summary>The device with soft bounds of <paramref name="sample"/> about <paramref name="reference"/>.</summary>
    public ReferenceResponse(SoftBoundsReference model, StepSample sample, double reference)
        : base(model, sample)
    {
        _reference = reference;
        _multiplicative = model.MultNoise;
        Minimum = Erased = sample.Minimum - reference;
        Maximum = sample.Maximum - reference;
    }

    /// <summary>A device with slopes and reference of its own.</summary>
    public static ReferenceResponse Draw(SoftBoundsReference model, StepSample sample, ref CellRandom random)
    {
        double slopeDown = Math.Abs(1 + model.SlopeDownDtod * StepSample.Deviate(model.SlopeDownDtod, ref random));
        double slopeUp = Math.Abs(1 + model.SlopeUpDtod * StepSample.Deviate(model.SlopeUpDtod, ref random));
        bool proper = sample is { Maximum: > 0, Minimum: < 0 };
        if (proper) sample = sample with { Maximum = sample.Maximum / slopeUp, Minimum = sample.Minimum / slopeDown };
        double reference = model.ReferenceMean + model.ReferenceStd * StepSample.Deviate(model.ReferenceStd, ref random);
        if (model.SubtractSymmetryPoint && proper) reference += SymmetryPoint(sample);
        return new(model, sample, reference);
    }

    /// <summary>Where up and down steps are equal: (Δ⁺ − Δ⁻)/(Δ⁺/b_max − Δ⁻/b_min).</summary>
    public static double SymmetryPoint(StepSample sample) =>
        (sample.Up - sample.Down) / (sample.Up / sample.Maximum - sample.Down / sample.Minimum);

    /// <inheritdoc/>
    public override double Step(double state, bool up) => Scale(up) * (1 - Relative(state, up));

    /// <inheritdoc/>
    public override double Sigma(double state, bool up) => _multiplicative ? base.Sigma(state, up) : Deviation * Scale(up);

    private double Relative(double state, bool up)
    {
        double bound = up ? Sample.Maximum : Sample.Minimum;
        return bound == 0 ? 0 : (state + _reference) / bound;
    }
}
