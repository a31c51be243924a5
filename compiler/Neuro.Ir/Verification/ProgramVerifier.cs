using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>
/// Proves that a program means something: names resolve, shapes agree, micro-programs are well-formed, a tick has an order, no
/// port overflows and no state is stored out of its width. SEMANTICS.md lists the obligations. It never throws, whatever it is
/// given, and its time and memory are linear in the program's size.
/// </summary>
public sealed class ProgramVerifier
{
    /// <summary>The largest population.</summary>
    public const int MaximumNeurons = 1 << 27;

    private readonly SpikeProgram _program;
    private readonly Findings _findings = new();
    private readonly ArrayExtents _extents = new();
    private readonly Dictionary<string, IrArray> _arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MicroProgram> _neurons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MicroProgram> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Population> _populations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _devices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _crossbarArrays = new(StringComparer.Ordinal);

    private ProgramVerifier(SpikeProgram program) => _program = program;

    /// <summary>Everything that is wrong with <paramref name="program"/>; nothing where it is valid.</summary>
    public static ImmutableArray<Diagnostic> Verify(SpikeProgram program) => Verify(program, out _);

    /// <summary>What is wrong with a micro-program by itself, whatever population runs it.</summary>
    public static ImmutableArray<Diagnostic> Verify(MicroProgram neuron)
    {
        Findings findings = new();
        MicroProgramVerifier.Verify(neuron, findings);
        return findings.ToImmutable();
    }

    /// <summary>Ends with every finding where <paramref name="program"/> is not valid.</summary>
    /// <returns>What the proof needed to know, for callers that need it too.</returns>
    /// <exception cref="DiagnosticException">The program is not valid.</exception>
    public static ProgramAnalysis ThrowIfInvalid(SpikeProgram program)
    {
        ImmutableArray<Diagnostic> findings = Verify(program, out ProgramAnalysis? analysis);
        return findings.IsEmpty ? analysis! : throw new DiagnosticException(findings);
    }

    private static ImmutableArray<Diagnostic> Verify(SpikeProgram program, out ProgramAnalysis? analysis)
    {
        ProgramVerifier verifier = new(program);
        verifier.Structure();
        analysis = null;
        // Ranges mean nothing while references dangle and shapes clash.
        if (verifier._findings.Count == 0)
        {
            analysis = ProgramAnalysis.Of(program, verifier._extents);
            verifier.Ranges(analysis);
        }
        return verifier._findings.ToImmutable();
    }

    private void Structure()
    {
        foreach (IrArray array in _program.Arrays)
            Unique(_arrays, "array", array.Name, array);
        foreach (MicroProgram neuron in _program.Neurons)
        {
            Unique(_neurons, "neuron", neuron.Name, neuron);
            MicroProgramVerifier.Verify(neuron, _findings);
        }
        foreach (MicroProgram rule in _program.Rules)
        {
            Unique(_rules, "rule", rule.Name, rule);
            MicroProgramVerifier.Verify(rule, _findings, "rule");
        }
        foreach (Population population in _program.Populations)
        {
            Unique(_populations, "population", population.Name, population);
            Check(population);
        }
        Hardware();
        Dictionary<string, Projection> projections = new(StringComparer.Ordinal);
        HashSet<string> reductions = new(StringComparer.Ordinal);
        List<Projection> immediate = [];
        foreach (Projection projection in _program.Projections)
        {
            Unique(projections, "projection", projection.Name, projection);
            if (Check(projection)) immediate.Add(projection);
        }
        foreach (Reduction reduction in _program.Reductions)
        {
            if (projections.ContainsKey(reduction.Name) || !reductions.Add(reduction.Name))
                _findings.Add(DiagnosticCatalog.IrDuplicateName, null, "projection or reduction", reduction.Name);
            new ReductionVerifier(reduction, _populations, _neurons, _sizes, _findings).Verify();
        }
        if (_program.Firing == Firing.Tick) PhaseVerifier.Verify(_populations, immediate, _findings);
        new EventVerifier(_program, _arrays, _extents, _findings).Verify();
        Dictionary<string, string> outputs = new(StringComparer.Ordinal);
        foreach (string output in _program.Outputs)
        {
            Unique(outputs, "output", output, output);
            if (!_populations.ContainsKey(output)) Dangling(null, "the output", "population", output);
        }
        if (_program.Placement is { } placement) Check(placement);
        if (_program.TimeStep == default)
            _findings.Add(DiagnosticCatalog.IrNumberRange, null, "the time step", "program", _program.Name, "0", "positive");
    }

    private void Hardware()
    {
        foreach (DeviceModel device in _program.Devices)
        {
            if (!_devices.Add(device.Name)) _findings.Add(DiagnosticCatalog.IrDuplicateName, null, "device", device.Name);
            _findings.Add(DeviceRules.Check(device, $"device {device.Name}"));
        }
        foreach (CrossbarArray array in _program.CrossbarArrays)
        {
            if (!_crossbarArrays.Add(array.Name))
                _findings.Add(DiagnosticCatalog.IrDuplicateName, null, "crossbar array", array.Name);
            _findings.Add(CrossbarArrayRules.Check(array, $"crossbar_array {array.Name}"));
        }
    }

    private void Unique<T>(Dictionary<string, T> known, string what, string name, T item)
    {
        if (!known.TryAdd(name, item)) _findings.Add(DiagnosticCatalog.IrDuplicateName, null, what, name);
    }

    private void Dangling(string? location, string from, string kind, string name) =>
        _findings.Add(DiagnosticCatalog.IrUnknownReference, location, from, kind, name);

    private static string Place(Population population) => population.Origin ?? $"population {population.Name}";

    private void Check(Population p)
    {
        ImmutableArray<int> shape = p.Shape.IsDefault ? [] : p.Shape;
        long size = shape.IsEmpty ? 0 : 1;
        foreach (int extent in shape) size = Math.Min(size * Math.Max(extent, 0), MaximumNeurons + 1L);
        if (size is < 1 or > MaximumNeurons)
            _findings.Add(DiagnosticCatalog.IrShape, Place(p), p.Name, string.Join(", ", shape), MaximumNeurons);
        _sizes.TryAdd(p.Name, size);
        MicroProgram? neuron = null;
        if (p.Neuron is { } name && !_neurons.TryGetValue(name, out neuron))
            Dangling(Place(p), $"population '{p.Name}'", "neuron", name);
        if (p.IsInput && Bound(p).Any())
            Binding(p, "binding", Bound(p).First(), "belongs to no neuron: this is an input");
        if (p.IsInput && p.PayloadMinimum > p.PayloadMaximum)
            Number(p, "the largest payload", p.PayloadMaximum, $"at least the smallest, {p.PayloadMinimum}");
        if (p.IsInput ? p.Phase != 0 : p.Phase < 1)
            Number(p, "the phase", p.Phase, p.IsInput ? "0 for an input" : "1 or later for neurons");
        if (neuron is not null) Bindings(p, neuron, size);
    }

    private static IEnumerable<string> Bound(Population p) =>
        p.Parameters.Keys.Concat(p.Initial.Keys).Concat(p.Inference.Keys).Concat(p.Kept);

    private void Bindings(Population p, MicroProgram neuron, long size)
    {
        foreach (string parameter in neuron.Parameters)
        {
            if (!p.Parameters.TryGetValue(parameter, out IrValue value)) Binding(p, "parameter", parameter, "is not bound");
            else Length(p, $"parameter '{parameter}'", value, size);
            if (p.Inference.TryGetValue(parameter, out IrValue other)) Length(p, $"inference '{parameter}'", other, size);
        }
        foreach (string table in neuron.Tables)
        {
            if (!p.Parameters.TryGetValue(table, out IrValue value)) Binding(p, "table", table, "is not bound");
            else Table(p, table, value);
            if (p.Inference.TryGetValue(table, out IrValue other)) Table(p, table, other);
        }
        foreach (string extra in p.Parameters.Keys.Concat(p.Inference.Keys).Except(neuron.Parameters.Concat(neuron.Tables)))
            Binding(p, "parameter", extra, $"is not one of neuron '{neuron.Name}'");
        foreach (string kept in p.Kept.Except(neuron.States.Select(s => s.Name)))
            Binding(p, "kept state", kept, $"is not one of neuron '{neuron.Name}'");
        Dictionary<string, StateDeclaration> states = new(StringComparer.Ordinal);
        foreach (StateDeclaration state in neuron.States) states.TryAdd(state.Name ?? "", state);
        foreach ((string name, IrValue value) in p.Initial)
        {
            if (!states.TryGetValue(name, out StateDeclaration? state))
            {
                Binding(p, "state", name, $"is not one of neuron '{neuron.Name}'");
                continue;
            }
            Interval range = Length(p, $"initial '{name}'", value, size), held = new(state.Minimum, state.Maximum);
            if (!held.Contains(range)) _findings.Add(DiagnosticCatalog.IrInitialRange, Place(p), p.Name, name, range, held);
        }
    }

    private void Table(Population p, string table, IrValue value)
    {
        if (value.Array is not { } name) Binding(p, "table", table, "is bound to a number, not to an array");
        else if (!_arrays.TryGetValue(name, out IrArray? array))
            Dangling(Place(p), $"table '{table}' of population '{p.Name}'", "array", name);
        else if (array.Length == 0) Binding(p, "table", table, "is bound to an array without elements");
    }

    private void Number(Population p, string what, int number, string range) =>
        _findings.Add(DiagnosticCatalog.IrNumberRange, Place(p), what, "population", p.Name, number, range);

    private void Binding(Population p, string what, string name, string fault) =>
        _findings.Add(DiagnosticCatalog.IrBinding, Place(p), p.Name, what, name, fault);

    /// <summary>Checks that a value has one element per neuron; its range.</summary>
    private Interval Length(Population p, string what, IrValue value, long size)
    {
        if (value.Array is not { } name) return Interval.Of(value.Scalar);
        if (!_arrays.TryGetValue(name, out IrArray? array))
        {
            Dangling(Place(p), $"{what} of population '{p.Name}'", "array", name);
            return Interval.Of(0);
        }
        if (array.Length != size)
            _findings.Add(DiagnosticCatalog.IrArrayShape, Place(p),
                name, string.Join(", ", array.Shape), $"{what} of population '{p.Name}'", $"{size} elements");
        return _extents.Of(array);
    }

    /// <summary>Checks a projection; true where it connects populations and some synapse of it has no delay.</summary>
    private bool Check(Projection p)
    {
        string place = p.Origin ?? $"projection {p.Name}";
        if (!_populations.ContainsKey(p.Source)) Dangling(place, $"projection '{p.Name}'", "population", p.Source);
        if (!_populations.TryGetValue(p.Target, out Population? target))
            Dangling(place, $"projection '{p.Name}'", "population", p.Target);
        else if (target.Neuron is not { } neuron) Dangling(place, $"projection '{p.Name}'", "port", $"{p.Target}.{p.Port}");
        else if (_neurons.TryGetValue(neuron, out MicroProgram? program) && !program.Accumulators.Any(a => a.Name == p.Port))
            Dangling(place, $"projection '{p.Name}'", "port", $"{p.Target}.{p.Port}");
        if (!_sizes.TryGetValue(p.Source, out long sources) || !_sizes.TryGetValue(p.Target, out long targets)) return false;
        new ProjectionVerifier(p, sources, targets, _arrays, _extents, _findings).Verify();
        new CrossbarVerifier(p, sources, targets, _arrays, _extents, _findings).Verify(_devices, _crossbarArrays);
        if (p.Plasticity is not null)
        {
            ProgramNames names = new(_arrays, _neurons, _rules, _populations, _sizes, _devices);
            new PlasticityVerifier(p, sources, targets, names, _extents, _findings).Verify();
        }
        if (p.Delay.Array is not { } delays) return p.Delay.Scalar == 0;
        return _arrays.TryGetValue(delays, out IrArray? array) && array.Length > 0 && _extents.Of(array).Minimum == 0;
    }

    private void Check(Placement placement)
    {
        Dictionary<string, List<CoreAssignment>> byPopulation = [];
        foreach (CoreAssignment a in placement.Assignments)
        {
            if (!_populations.TryGetValue(a.Population, out Population? p) || p.IsInput)
                Dangling(null, $"the placement on '{placement.Target}'", "neuron population", a.Population);
            else if (a.Core < 0 || a.Core >= placement.Cores)
                Placed(placement, $"'{a.Population}' is on core {a.Core} of {placement.Cores}");
            else if (byPopulation.TryGetValue(a.Population, out List<CoreAssignment>? runs))
                runs.Add(a);
            else
                byPopulation[a.Population] = [a];
        }
        foreach (Population p in _program.Populations.Where(p => !p.IsInput))
        {
            long next = 0;
            foreach (CoreAssignment a in byPopulation.GetValueOrDefault(p.Name, []).OrderBy(a => a.FirstNeuron))
            {
                if (a.FirstNeuron != next || a.Count < 1)
                    Placed(placement, $"a run of '{p.Name}' covers {a.Count} neurons from {a.FirstNeuron} where {next} is next");
                next = (long)a.FirstNeuron + a.Count;
            }
            if (next != _sizes[p.Name]) Placed(placement, $"{next} of the {_sizes[p.Name]} neurons of '{p.Name}' are covered");
        }
    }

    private void Placed(Placement placement, string what) =>
        _findings.Add(DiagnosticCatalog.IrPlacement, null, placement.Target, what);

    private void Ranges(ProgramAnalysis analysis)
    {
        analysis.CheckCrossbars(_findings);
        foreach (Projection p in _program.Projections.Where(p => p.Plasticity is not null))
            new RuleRanges(_program, p, analysis, _extents).Check(_findings);
        foreach (Population p in _program.Populations.Where(p => !p.IsInput))
        {
            MicroProgram neuron = _neurons[p.Neuron!];
            foreach (AccumulatorDeclaration port in neuron.Accumulators)
            {
                Interval sum = analysis.Accumulator(p.Name, port.Name);
                Interval held = port.Bits == 32 ? Interval.Int32 : new(1 - WeightSums.Limit, WeightSums.Limit - 1);
                if (!held.Contains(sum))
                    _findings.Add(DiagnosticCatalog.IrAccumulatorOverflow, Place(p),
                        port.Name, p.Name, sum, port.Bits, analysis.WorstNeuron(p.Name, port.Name));
            }
            Dictionary<string, StateDeclaration> states = neuron.States.ToDictionary(s => s.Name, StringComparer.Ordinal);
            ImmutableArray<Interval> values = analysis.Values(p.Name);
            foreach (Instruction store in neuron.Body.Where(i => i.Op == OpCode.Store))
            {
                StateDeclaration state = states[store.Symbol!];
                Interval held = new(state.Minimum, state.Maximum), stored = values[store.Operands[0]];
                if (!held.Contains(stored))
                    _findings.Add(DiagnosticCatalog.IrStoreOverflow, Place(p), p.Name, neuron.Name, stored, state.Name, held);
            }
        }
    }
}
