using System.Reflection.Emit;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;

namespace Neuro.Emulator.Ilgpu.Emit;

/// <summary>Writes a step's rule as <see cref="IRule.Step"/>. Numbers, addresses and lengths are built in.</summary>
internal sealed class RuleEmitter(BodyAnalysis body, RuleAddresses addresses, ILGenerator il) : MicroEmitter(body, il)
{
    private const int Source = 6;
    private const int Target = 7;

    /// <summary>Writes the method.</summary>
    public void Emit()
    {
        EmitValues();
        EmitEffects(state => addresses.States[state]);
    }

    /// <inheritdoc/>
    protected override void PushParameter(string name)
    {
        ParameterPlace place = addresses.Parameters[name];
        PushPlace(place.First, place.Stride, place.By switch
        {
            ParameterIndex.Synapse => Index,
            ParameterIndex.Source => Source,
            ParameterIndex.Target => Target,
            _ => null,
        });
        Call(typeof(StepAccess), place.IsConstant ? nameof(StepAccess.Parameter) : nameof(StepAccess.State));
    }

    /// <inheritdoc/>
    protected override void PushState(string name)
    {
        PushElement(addresses.States[name]);
        Call(typeof(StepAccess), nameof(StepAccess.State));
    }

    /// <inheritdoc/>
    protected override void PushAccumulator(string name) => throw new InvalidOperationException("rules have no ports");

    /// <inheritdoc/>
    protected override long Table(string name) => addresses.Tables[name];
}
