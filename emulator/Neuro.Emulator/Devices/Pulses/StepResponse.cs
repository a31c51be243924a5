using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of a step family.</summary>
internal abstract class StepResponse : PulseResponse
{
    /// <summary>The device <paramref name="sample"/> of <paramref name="model"/>.</summary>
    protected StepResponse(StepModel model, StepSample sample)
    {
        Sample = sample;
        Deviation = model.DwMinStd;
        Minimum = sample.Minimum;
        Maximum = sample.Maximum;
        Erased = sample.Minimum;
        ErasedStd = model.ResetStd;
        Rest = sample.Reset;
        Retention = sample.Retention;
        WriteNoise = model.WriteNoiseStd * model.DwMin;
    }

    /// <summary>The device's own parameters.</summary>
    protected StepSample Sample { get; }

    /// <summary>s = dw_min_std.</summary>
    protected double Deviation { get; }

    /// <summary>Δ⁺ or Δ⁻.</summary>
    protected double Scale(bool up) => up ? Sample.Up : Sample.Down;

    /// <inheritdoc/>
    public override double Sigma(double state, bool up) => Deviation * Math.Abs(Step(state, up));
}
