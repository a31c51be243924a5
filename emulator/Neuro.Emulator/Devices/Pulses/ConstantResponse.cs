using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A device of <see cref="ConstantStep"/>.</summary>
internal sealed class ConstantResponse(ConstantStep model, StepSample sample) : StepResponse(model, sample)
{
    /// <inheritdoc/>
    public override double Step(double state, bool up) => Scale(up);
}
