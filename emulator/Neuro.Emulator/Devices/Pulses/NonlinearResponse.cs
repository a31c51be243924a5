using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="NonlinearPulse"/>; its state is the normalised conductance.</summary>
internal sealed class NonlinearResponse : PulseResponse
{
    private readonly NonlinearCurve _potentiation;
    private readonly NonlinearCurve _depression;
    private readonly int _pulsesUp;
    private readonly int _pulsesDown;
    private readonly double _sigma;

    private NonlinearResponse(NonlinearPulse model, double spread)
    {
        _potentiation = new(model.NlLtp + spread);
        _depression = new(model.NlLtd + spread);
        _pulsesUp = model.PMax;
        _pulsesDown = model.PMaxLtd == 0 ? model.PMax : model.PMaxLtd;
        _sigma = model.SigmaC2c;
        Maximum = 1;
        // P_max pulses end at the bound in exact arithmetic; the rounding errors of the way there are below this.
        Rounding = 1e-11;
    }

    /// <summary>A device with labels from their spread.</summary>
    public static NonlinearResponse Draw(NonlinearPulse model, ref CellRandom random) =>
        new(model, model.SigmaD2d * StepSample.Deviate(model.SigmaD2d, ref random));

    /// <inheritdoc/>
    public override double Step(double state, bool up) =>
        up ? _potentiation.StepUp(state, _pulsesUp) : _depression.StepDown(state, _pulsesDown);

    /// <inheritdoc/>
    public override double Sigma(double state, bool up) => _sigma;
}
