using ILGPU;
using ILGPU.Runtime;
using Neuro.Emulator.Ilgpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu;

/// <summary>
/// The kernels of a program, compiled for a device. A launch is queued; nothing waits for it. Small slots run many ticks in one
/// launch, a group each; large ones are spread over the device, with a launch for each part of a tick.
/// </summary>
internal sealed class Launcher
{
    private delegate void Kernel(KernelConfig config, Machine machine, Chunk chunk);

    private readonly ProgramImage _program;
    private readonly LaunchShape _shape;
    private readonly Kernel? _runTicks;
    private readonly Kernel? _begin;
    private readonly Kernel? _end;
    private readonly Kernel? _deliver;
    private readonly Kernel? _pack;
    private readonly Kernel? _deliverBits;
    private readonly Kernel? _place;
    private readonly Kernel? _read;
    private readonly Kernel? _finish;
    private readonly Kernel? _reduce;
    private readonly Kernel?[] _steps = [];
    private readonly Kernel? _endSample;
    private readonly Kernel? _beginRules;
    private readonly Kernel? _endRules;
    private readonly Kernel? _combine;
    private readonly Kernel[] _rules = [];

    /// <summary>Compiles what <paramref name="shape"/> needs.</summary>
    public Launcher(Accelerator accelerator, ProgramImage program, EmittedProgram emitted, LaunchShape shape)
    {
        (_program, _shape) = (program, shape);
        Kernel Load(string name, params Type[] arguments) =>
            new(accelerator.LoadStreamKernel(EntryPoint(name, arguments).CreateDelegate<Action<Machine, Chunk>>()).Invoke);
        if (shape.GroupsPerSlot == 0)
        {
            _runTicks = Load(nameof(EntryPoints.RunTicks), emitted.Network, emitted.Adder);
            _endSample = EndsSamples(program) ? Load(nameof(EntryPoints.EndSample), emitted.Network) : null;
            return;
        }
        _begin = Load(nameof(EntryPoints.Begin));
        _end = Load(nameof(EntryPoints.End), emitted.Adder);
        _deliver = Load(nameof(EntryPoints.Deliver), emitted.Adder);
        _pack = Load(nameof(EntryPoints.Pack), emitted.Adder);
        _deliverBits = Load(nameof(EntryPoints.DeliverBits), emitted.Adder);
        _steps = [.. emitted.Neurons.Select(n => n is null ? null : Load(nameof(EntryPoints.Step), n, emitted.Adder))];
        _place = Load(nameof(EntryPoints.Place));
        _read = Load(nameof(EntryPoints.Read), emitted.Adder);
        _finish = Load(nameof(EntryPoints.Finish), emitted.Adder);
        _reduce = Load(nameof(EntryPoints.Reduce), emitted.Adder);
        if (program.Steps == 0)
            return;
        _beginRules = Load(nameof(EntryPoints.BeginRules));
        _endRules = Load(nameof(EntryPoints.EndRules));
        _combine = Load(nameof(EntryPoints.Combine));
        _rules = [.. emitted.Rules.Select(r => Load(nameof(EntryPoints.Rule), r, emitted.Adder))];
    }

    /// <summary>The kernel called <paramref name="name"/> with <paramref name="arguments"/> for its type parameters.</summary>
    public static System.Reflection.MethodInfo EntryPoint(string name, params Type[] arguments)
    {
        System.Reflection.MethodInfo method = typeof(EntryPoints).GetMethod(name)!;
        return arguments.Length == 0 ? method : method.MakeGenericMethod(arguments);
    }

    /// <summary>Queues the ticks of <paramref name="chunk"/>.</summary>
    public void Run(Machine machine, Chunk chunk)
    {
        if (_runTicks is not null)
        {
            _runTicks(new(_shape.Groups, _shape.Threads), machine, chunk);
            return;
        }
        KernelConfig config = new(_shape.GroupsPerSlot * machine.Slots, _shape.Threads);
        chunk.GroupsPerSlot = _shape.GroupsPerSlot;
        for (chunk.Tick = chunk.FirstTick; chunk.Tick < chunk.FirstTick + chunk.Ticks; chunk.Tick++)
        {
            _begin!(config, machine, chunk);
            foreach (PhaseImage phase in _program.Phases)
                RunPhase(config, machine, chunk, phase);
            RunRules(config, machine, chunk);
            _end!(config, machine, chunk);
        }
    }

    /// <summary>Queues what rules do when a sample of <paramref name="ticks"/> ticks ends.</summary>
    public void EndSample(Machine machine, int ticks)
    {
        Chunk chunk = new() { Tick = ticks, SampleEnds = 1, GroupsPerSlot = Math.Max(1, _shape.GroupsPerSlot) };
        if (_endSample is not null)
            _endSample(new(_shape.Groups, _shape.Threads), machine, chunk);
        else if (_shape.GroupsPerSlot > 0 && EndsSamples(_program))
            RunRules(new(_shape.GroupsPerSlot * machine.Slots, _shape.Threads), machine, chunk);
    }

    private static bool EndsSamples(ProgramImage program) => Enumerable.Range(0, program.Steps)
        .Any(step => program.Step(step, StepField.Trigger) == (long)StepTrigger.SampleEnd);

    private void RunRules(KernelConfig config, Machine machine, Chunk chunk)
    {
        if (_program.Steps == 0)
            return;
        _beginRules!(config, machine, chunk);
        for (int step = 0; step < _program.Steps; step++)
        {
            if (!IsDue(step, chunk))
                continue;
            chunk.Object = step;
            _rules[step](config, machine, chunk);
            if (_program.Step(step, StepField.Kind) != (long)StepKind.Update)
                _combine!(config, machine, chunk);
        }
        if (chunk.SampleEnds == 0)
            _endRules!(config, machine, chunk);
    }

    private bool IsDue(int step, Chunk chunk) => (StepTrigger)_program.Step(step, StepField.Trigger) switch
    {
        StepTrigger.SampleEnd => chunk.SampleEnds != 0,
        StepTrigger.Every => chunk.SampleEnds == 0 && (chunk.Tick + 1L) % _program.Step(step, StepField.Period) == 0,
        _ => chunk.SampleEnds == 0,
    };

    private void RunPhase(KernelConfig config, Machine machine, Chunk chunk, PhaseImage phase)
    {
        foreach (int projection in phase.Projections)
        {
            chunk.Object = projection;
            if (_program.Projection(projection, ProjectionField.Kind) == ProjectionKind.Crossbar)
                ReadCrossbar(config, machine, chunk);
            else if (_program.IsDeliveredAsBits(projection))
                DeliverBits(config, machine, chunk);
            else
                _deliver!(config, machine, chunk);
        }
        foreach (int reduction in phase.Reductions)
        {
            chunk.Object = reduction;
            _reduce!(config, machine, chunk);
        }
        foreach (int population in phase.Populations)
        {
            chunk.Object = population;
            _steps[population]!(config, machine, chunk);
        }
    }

    private void DeliverBits(KernelConfig config, Machine machine, Chunk chunk)
    {
        _pack!(config, machine, chunk);
        _deliverBits!(config, machine, chunk);
        chunk.Clear = 1;
        _pack(config, machine, chunk);
    }

    private void ReadCrossbar(KernelConfig config, Machine machine, Chunk chunk)
    {
        bool patches = _program.Projection(chunk.Object, ProjectionField.Patches) >= 0;
        if (patches)
            _place!(config, machine, chunk);
        _read!(config, machine, chunk);
        _finish!(config, machine, chunk);
        if (!patches)
            return;
        chunk.Clear = 1;
        _place!(config, machine, chunk);
    }
}
