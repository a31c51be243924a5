using System.Reflection.Emit;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Ir;
using Cil = System.Reflection.Emit.OpCodes;

namespace Neuro.Emulator.Ilgpu.Emit;

/// <summary>
/// Writes a population's micro-program as <see cref="INeuron.Step"/>. Scalar parameters, addresses and lengths are built in.
/// </summary>
internal sealed class NeuronEmitter(BodyAnalysis body, NeuronAddresses addresses, ILGenerator il) : MicroEmitter(body, il)
{
    private readonly Dictionary<string, LocalBuilder> _sums = [];

    /// <summary>Writes the method.</summary>
    public void Emit()
    {
        // Sums are taken first, whether or not the body reads them: they are 0 afterwards.
        foreach (AccumulatorDeclaration port in Body.Layout.Micro.Accumulators.Where(a => addresses.Sums.ContainsKey(a.Name)))
            TakeSum(port);
        EmitValues();
        EmitEffects(state => addresses.States[state]);
    }

    /// <inheritdoc/>
    protected override void PushParameter(string name)
    {
        PushPlace(addresses.Constants[name], stride: 0, Index);
        Call(typeof(StepAccess), nameof(StepAccess.Parameter));
    }

    /// <inheritdoc/>
    protected override void PushState(string name)
    {
        PushElement(addresses.States[name]);
        Call(typeof(StepAccess), nameof(StepAccess.State));
    }

    /// <inheritdoc/>
    protected override void PushAccumulator(string name) => Il.Emit(Cil.Ldloc, _sums[name]);

    /// <inheritdoc/>
    protected override long Table(string name) => addresses.Constants[name];

    private void TakeSum(AccumulatorDeclaration port)
    {
        PushElement(addresses.Sums[port.Name]);
        Call(typeof(StepAccess), port.Bits == 64 ? nameof(StepAccess.TakeWide) : nameof(StepAccess.Take));
        LocalBuilder sum = _sums[port.Name] = Il.DeclareLocal(typeof(int));
        Il.Emit(Cil.Stloc, sum);
    }
}
