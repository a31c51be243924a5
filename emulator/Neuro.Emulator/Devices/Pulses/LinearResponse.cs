using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="LinearStep"/> or <see cref="SoftBounds"/>: a step Δ − slope·w.</summary>
internal sealed class LinearResponse : StepResponse
{
    private readonly double _slopeUp;
    private readonly double _slopeDown;
    private readonly bool _multiplicative;

    /// <summary>Soft bounds: γ = 1 at the device's own bounds.</summary>
    public LinearResponse(SoftBounds model, StepSample sample)
        : this(model, sample, 1, 1, sample.Maximum, sample.Minimum, model.MultNoise)
    {
    }

    /// <summary>A linear step with the given γ.</summary>
    public LinearResponse(LinearStep model, StepSample sample, double gammaUp, double gammaDown)
        : this(
            model, sample, gammaUp, gammaDown, model.MeanBoundReference ? model.WMax : sample.Maximum,
            model.MeanBoundReference ? model.WMin : sample.Minimum, model.MultNoise)
    {
    }

    private LinearResponse(
        StepModel model, StepSample sample, double gammaUp, double gammaDown, double maximum, double minimum, bool multiplicative)
        : base(model, sample)
    {
        _slopeUp = maximum == 0 ? 0 : gammaUp * sample.Up / maximum;
        _slopeDown = minimum == 0 ? 0 : gammaDown * sample.Down / minimum;
        _multiplicative = multiplicative;
    }

    /// <summary>A device with γ = |γ + γ_dtod·ξ|.</summary>
    public static LinearResponse Draw(LinearStep model, StepSample sample, ref CellRandom random)
    {
        double up = Math.Abs(model.GammaUp + model.GammaUpDtod * StepSample.Deviate(model.GammaUpDtod, ref random));
        double down = Math.Abs(model.GammaDown + model.GammaDownDtod * StepSample.Deviate(model.GammaDownDtod, ref random));
        return new(model, sample, up, down);
    }

    /// <inheritdoc/>
    public override double Step(double state, bool up) => up ? Sample.Up - _slopeUp * state : Sample.Down - _slopeDown * state;

    /// <inheritdoc/>
    public override double Sigma(double state, bool up) => _multiplicative ? base.Sigma(state, up) : Deviation * Scale(up);
}
