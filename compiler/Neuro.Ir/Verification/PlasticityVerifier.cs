using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>What the plasticity of one projection refers to, and the form of its steps: SEMANTICS.md, section 11.</summary>
internal sealed class PlasticityVerifier
{
    /// <summary>Most synapses of a plastic projection: each has a number and elements of its own.</summary>
    public const long MaximumSynapses = 1L << 30;

    private readonly Projection _projection;
    private readonly Plasticity _plasticity;
    private readonly long _sources;
    private readonly long _targets;
    private readonly ProgramNames _names;
    private readonly ArrayExtents _extents;
    private readonly Findings _findings;
    private readonly Dictionary<string, SynapseArray> _arrays = new(StringComparer.Ordinal);
    private readonly HashSet<string> _vectors = new(StringComparer.Ordinal);

    /// <summary>For the plasticity of <paramref name="projection"/>, between populations of so many neurons.</summary>
    public PlasticityVerifier(
        Projection projection, long sources, long targets, ProgramNames names, ArrayExtents extents, Findings findings)
    {
        (_projection, _plasticity, _sources, _targets) = (projection, projection.Plasticity!, sources, targets);
        (_names, _extents, _findings) = (names, extents, findings);
    }

    private string Location => _projection.Origin ?? $"projection {_projection.Name}";

    /// <summary>Checks the projection, the arrays, the steps and the commit.</summary>
    public void Verify()
    {
        if (Synapses() is not { } synapses) return;
        Weights();
        foreach (SynapseArray array in _plasticity.Arrays) Check(array, synapses);
        for (int number = 0; number < _plasticity.Steps.Length; number++) Check(number, _plasticity.Steps[number], synapses);
        if (_plasticity.Commit is { } commit)
            new CommitVerifier(_projection, commit, _arrays, synapses, _names, _extents, _findings).Verify();
    }

    /// <summary>The number of synapses, or null where the projection cannot be plastic.</summary>
    private long? Synapses()
    {
        string? fault = null;
        if (_projection.Connectivity is Convolution) fault = "it is a convolution";
        else if (_projection.Delay.IsArray) fault = "its synapses have delays of their own";
        else if (_projection.Read is not null || _projection.Crossbar is not null) fault = "its weights are read from a crossbar";
        long synapses = _projection.Connectivity switch
        {
            Dense => _sources * _targets,
            Sparse sparse => _names.Arrays.GetValueOrDefault(sparse.Targets ?? "")?.Length ?? 0,
            _ => _targets,
        };
        if (synapses > MaximumSynapses) fault ??= $"it has {synapses} synapses";
        if (fault is null) return synapses;
        _findings.Add(DiagnosticCatalog.IrPlastic, Location, _projection.Name, fault);
        return null;
    }

    private void Weights()
    {
        if (_plasticity.WeightMinimum > _plasticity.WeightMaximum)
        {
            _findings.Add(
                DiagnosticCatalog.IrNumberRange, Location, "the largest weight", "projection", _projection.Name,
                _plasticity.WeightMaximum, $"at least the smallest, {_plasticity.WeightMinimum}");
            return;
        }
        Interval held = new(_plasticity.WeightMinimum, _plasticity.WeightMaximum);
        Interval? initial = _projection.Weight.Array is not { } name ? Interval.Of(_projection.Weight.Scalar)
            : _names.Arrays.TryGetValue(name, out IrArray? array) && array.Length > 0 ? _extents.Of(array) : null;
        if (initial is { } weights && !held.Contains(weights))
            _findings.Add(DiagnosticCatalog.IrWeightRange, Location, _projection.Name, weights, held);
    }

    private void Check(SynapseArray array, long synapses)
    {
        if (string.IsNullOrEmpty(array.Name) || array.Name is "weight" or PulseCounts.Plus or PulseCounts.Minus)
            Fault(array, "cannot be called so");
        else if (!_arrays.TryAdd(array.Name, array)) Fault(array, "is declared twice");
        if (array.Bits < 1 || array.Bits > (array.Signed ? 32 : 31))
        {
            Fault(array, $"has {array.Bits} bits, {(array.Signed ? "signed" : "unsigned")}");
            return;
        }
        Interval initial = Elements(array.Initial, synapses, $"initial '{array.Name}'");
        if (!new Interval(array.Minimum, array.Maximum).Contains(initial))
            Fault(array, $"begins with {initial}; it holds {array.Minimum} to {array.Maximum}");
    }

    private void Fault(SynapseArray array, string what) =>
        _findings.Add(DiagnosticCatalog.IrSynapseArray, Location, _projection.Name, array.Name, what);

    /// <summary>Checks that a value has one element per synapse; its range.</summary>
    private Interval Elements(IrValue value, long synapses, string what)
    {
        if (value.Array is not { } name) return Interval.Of(value.Scalar);
        if (_names.Arrays.TryGetValue(name, out IrArray? array))
        {
            if (array.Length != synapses)
                _findings.Add(DiagnosticCatalog.IrArrayShape, Location,
                    name, string.Join(", ", array.Shape), $"{what} of projection '{_projection.Name}'", $"{synapses} elements");
            return _extents.Of(array);
        }
        Dangling($"{what} of projection '{_projection.Name}'", "array", name);
        return Interval.Of(0);
    }

    private void Dangling(string from, string kind, string? name) =>
        _findings.Add(DiagnosticCatalog.IrUnknownReference, Location, from, kind, name);

    private void Check(int number, PlasticityStep step, long synapses)
    {
        if (!Enum.IsDefined(step.Kind) || !Enum.IsDefined(step.Trigger)
            || !Enum.IsDefined(step.Group) || !Enum.IsDefined(step.Gather))
            Fault(number, step, "its kind, trigger, group or way to gather is not known");
        if (step.Trigger == StepTrigger.Every ? step.Period < 1 : step.Period != 1)
            Fault(number, step, $"it has a period of {step.Period}; 'every' has one of 1 or more, others have 1");
        if (_names.Rules.TryGetValue(step.Rule ?? "", out MicroProgram? rule))
        {
            if (!rule.Accumulators.IsEmpty) Fault(number, step, $"the rule has a port, '{rule.Accumulators[0].Name}'");
            States(number, step, rule);
            Tables(number, step, rule);
            foreach (string parameter in rule.Parameters)
            {
                if (step.Inputs.TryGetValue(parameter, out RuleInput? input)) Check(number, step, parameter, input, synapses);
                else Binding(number, step, "parameter", parameter, "is not bound");
            }
            foreach (string extra in step.Inputs.Keys.Except(rule.Parameters))
                Binding(number, step, "parameter", extra, $"is not one of the rule's");
            Kind(number, step, rule);
        }
        else
        {
            Dangling($"step {number} of projection '{_projection.Name}'", "rule", step.Rule);
        }
        if (step.Kind == StepKind.Gather) _vectors.Add(step.Into ?? "");
    }

    private void States(int number, PlasticityStep step, MicroProgram rule)
    {
        HashSet<string> bound = new(StringComparer.Ordinal);
        foreach (StateDeclaration state in rule.States)
        {
            if (!step.Arrays.TryGetValue(state.Name ?? "", out string? name))
            {
                Binding(number, step, "state", state.Name, "is not bound");
            }
            else if (Held(name) is not { } held)
            {
                Dangling($"state '{state.Name}' of step {number} of projection '{_projection.Name}'", "per-synapse array", name);
            }
            else
            {
                if (!new Interval(state.Minimum, state.Maximum).Contains(held))
                    Binding(number, step, "state", state.Name,
                        $"holds {state.Minimum} to {state.Maximum}; array '{name}' holds {held}");
                if (!bound.Add(name)) Binding(number, step, "array", name, "is bound to two states");
                if (rule.Body.Any(i => i?.Op == OpCode.Store && i.Symbol == state.Name)) Stored(number, step, name);
            }
        }
        foreach (string extra in step.Arrays.Keys.Except(rule.States.Select(s => s.Name)))
            Binding(number, step, "state", extra, "is not one of the rule's");
    }

    /// <summary>What "weight" or a per-synapse array holds; null where there is none.</summary>
    private Interval? Held(string? name) =>
        name == "weight" ? new(_plasticity.WeightMinimum, Math.Max(_plasticity.WeightMinimum, _plasticity.WeightMaximum))
        : _arrays.TryGetValue(name ?? "", out SynapseArray? array) ? new(array.Minimum, array.Maximum) : null;

    /// <summary>What a commit stores, nothing else does.</summary>
    private void Stored(int number, PlasticityStep step, string array)
    {
        if (step.Kind != StepKind.Update && array != step.Into)
            Fault(number, step, $"it stores into '{array}'; only an update does");
        if (_plasticity.Commit is { } c && (array == "weight" || array == c.Plus || array == c.Minus || array == c.Remainder))
            Fault(number, step, $"it stores into '{array}', which the commit does");
    }

    private void Tables(int number, PlasticityStep step, MicroProgram rule)
    {
        foreach (string table in rule.Tables)
        {
            if (!step.Tables.TryGetValue(table, out string? name)) Binding(number, step, "table", table, "is not bound");
            else if (!_names.Arrays.TryGetValue(name ?? "", out IrArray? array))
                Dangling($"table '{table}' of step {number} of projection '{_projection.Name}'", "array", name);
            else if (array.Length == 0) Binding(number, step, "table", table, "is bound to an array without elements");
        }
        foreach (string extra in step.Tables.Keys.Except(rule.Tables))
            Binding(number, step, "table", extra, "is not one of the rule's");
    }

    private void Check(int number, PlasticityStep step, string parameter, RuleInput input, long synapses)
    {
        string from = $"parameter '{parameter}' of step {number} of projection '{_projection.Name}'";
        switch (input.Kind)
        {
            case RuleInputKind.Constant:
                Elements(input.Value, synapses, $"parameter '{parameter}' of step {number}");
                break;
            case RuleInputKind.PreState:
                State(from, _projection.Source, input.Name);
                break;
            case RuleInputKind.PostState:
                State(from, _projection.Target, input.Name);
                break;
            case RuleInputKind.Gathered:
                if (!_vectors.Contains(input.Name ?? "")) Dangling(from, "vector of an earlier gather", input.Name);
                break;
            case RuleInputKind.Modulator or RuleInputKind.PreModulator or RuleInputKind.PostModulator:
                State(from, input.Population, input.Name);
                long needed = input.Kind switch
                {
                    RuleInputKind.PreModulator => _sources,
                    RuleInputKind.PostModulator => _targets,
                    _ => 1,
                };
                if (_names.Sizes.TryGetValue(input.Population ?? "", out long size) && size != needed)
                    Binding(number, step, "parameter", parameter,
                        $"is modulated by '{input.Population}' of {size} neurons; it needs {needed}");
                break;
            default:
                if (!Enum.IsDefined(input.Kind)) Binding(number, step, "parameter", parameter, "reads nothing that is known");
                break;
        }
    }

    private void State(string from, string? population, string? state)
    {
        if (!_names.Populations.TryGetValue(population ?? "", out Population? found))
            Dangling(from, "population", population);
        else if (found.Neuron is not { } neuron || (_names.Neurons.TryGetValue(neuron, out MicroProgram? program)
            && !program.States.Any(s => s.Name == state)))
            Dangling(from, "state", $"{population}.{state}");
    }

    private void Kind(int number, PlasticityStep step, MicroProgram rule)
    {
        bool emits = rule.Body.Any(i => i?.Op == OpCode.Emit);
        bool groups = step.Group != default || step.Into is not null;
        switch (step.Kind)
        {
            case StepKind.Update:
                if (emits && _plasticity.Commit is null) Fault(number, step, "it proposes a change, but there is no commit");
                if (groups || step.Gather != default || step.Count != 0)
                    Fault(number, step, "an update has no group, no count, and makes nothing");
                break;
            case StepKind.Gather:
                if (!emits) Fault(number, step, "nothing is emitted that could be gathered");
                if (string.IsNullOrEmpty(step.Into) || _vectors.Contains(step.Into))
                    Fault(number, step, $"the vector's name '{step.Into}' is empty or taken");
                if (step.Count != 0) Fault(number, step, "a gather has no count");
                break;
            case StepKind.Rank:
                if (!emits) Fault(number, step, "nothing is emitted that could be ranked");
                if (step.Count < 1) Fault(number, step, $"{step.Count} are marked; it is 1 or more");
                if (step.Gather != default) Fault(number, step, "a rank gathers nothing");
                if (!_arrays.TryGetValue(step.Into ?? "", out SynapseArray? marks))
                    Dangling($"step {number} of projection '{_projection.Name}'", "per-synapse array", step.Into);
                else if (marks.Maximum < 1)
                    Fault(number, step, $"array '{marks.Name}' does not hold 1");
                else
                    Stored(number, step, marks.Name);
                break;
        }
    }

    private void Fault(int number, PlasticityStep step, string what) =>
        _findings.Add(DiagnosticCatalog.IrStep, Location, _projection.Name, number, step.Rule, what);

    private void Binding(int number, PlasticityStep step, string kind, string? name, string what) =>
        _findings.Add(DiagnosticCatalog.IrRuleBinding, Location, _projection.Name, number, step.Rule, kind, name, what);
}
