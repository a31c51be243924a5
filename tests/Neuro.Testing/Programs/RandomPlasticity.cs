using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Testing.Programs;

/// <summary>Random plasticities of a given projection: every kind of step, trigger, input and group, and commits.</summary>
internal sealed class RandomPlasticity
{
    private readonly Random _random;
    private readonly SpikeProgram _program;
    private readonly Projection _projection;
    private readonly int _synapses;
    private readonly (int Minimum, int Maximum) _weights;
    private readonly List<SynapseArray> _variables = [];
    private readonly List<PlasticityStep> _steps = [];
    private readonly List<IrArray> _arrays = [];
    private readonly List<MicroProgram> _rules = [];
    private readonly bool _byEvent;

    /// <summary>For <paramref name="projection"/>, which has one delay and is no convolution.</summary>
    public RandomPlasticity(Random random, SpikeProgram program, Projection projection)
    {
        _byEvent = program.Firing == Firing.Event;
        _random = random;
        _program = program;
        _projection = projection;
        _synapses = (int)SynapseCounts.Of(program, projection);
        _weights = WeightRange();
    }

    /// <summary>The arrays of what was generated.</summary>
    public IReadOnlyList<IrArray> Arrays => _arrays;

    /// <summary>The rules of what was generated.</summary>
    public IReadOnlyList<MicroProgram> Rules => _rules;

    /// <summary>A plasticity.</summary>
    public Plasticity Generate()
    {
        for (int i = _random.Next(1, 4); i > 0; i--)
            AddVariable($"a{i}");
        RandomCommit? commit = !_byEvent && _random.Chance(0.4) ? new(_random, _projection.Name, _synapses) : null;
        for (int i = _random.Next(1, 5); i > 0; i--)
            AddStep(commit is not null);
        return new()
        {
            WeightMinimum = _weights.Minimum,
            WeightMaximum = _weights.Maximum,
            Always = _random.Chance(0.15),
            Steps = [.. _steps],
            Commit = commit?.Generate(_arrays, _variables),
            Arrays = [.. _variables],
        };
    }

    /// <summary>A range about the initial weights, of no larger magnitude than the power of two above them, for which the
    /// ports of the program are wide enough.</summary>
    private (int Minimum, int Maximum) WeightRange()
    {
        // A number counts even where there is no synapse that has it.
        int[] weights = [_projection.Weight.Scalar, .. _program.Values(_projection.Weight, _synapses)];
        (int least, int most) = (weights.Min(), weights.Max());
        int limit = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(Math.Max(-least, most), 1));
        return _random.Chance(0.5) ? (-limit, limit) : (_random.Within(-limit, Math.Min(least, 0)), _random.Within(most, limit));
    }

    private void AddVariable(string name)
    {
        bool signed = _random.Chance(0.6);
        SynapseArray variable = new(name, _random.Next(1, signed ? 33 : 32), signed, 0, PerSample: _random.Chance(0.3));
        int Draw() => Math.Clamp(_random.Next(-20, 21), variable.Minimum, variable.Maximum);
        _variables.Add(variable with
        {
            Initial = _random.Chance(0.6)
                ? Draw()
                : AddArray(name, variable.Bits, signed, [.. Enumerable.Range(0, _synapses).Select(_ => Draw())]),
        });
    }

    private void AddStep(bool commits)
    {
        int number = _steps.Count;
        StepKind kind = _byEvent
            ? StepKind.Update
            : _random.Pick([StepKind.Update, StepKind.Update, StepKind.Update, StepKind.Gather, StepKind.Rank]);
        MicroProgramBuilder b = new($"{_projection.Name}.rule{number}");
        RandomBody body = new(_random, b);
        Dictionary<string, RuleInput> inputs = [];
        for (int i = _random.Next(4); i >= 0; i--)
        {
            inputs[$"p{i}"] = Input($"{number}.p{i}");
            body.Add(b.Param($"p{i}"));
        }
        List<SynapseArray> read = [new("weight", 32, true, 0), .. _variables];
        read.RemoveAll(_ => _random.Chance(0.4));
        foreach (SynapseArray array in read)
            body.Add(b.State(array.Name, array.Bits, array.Signed));
        body.Add(_random.Number());
        for (int i = _random.Next(1, 10); i > 0; i--)
            body.Extend();
        if (kind != StepKind.Update)
            b.Emit(body.Any());
        else if (commits && _random.Chance(0.8))
            b.Emit(b.Select(b.Gt(body.Any(), body.Any()), b.Sat(body.Any(), _random.Next(2, 33)), 0));
        foreach (SynapseArray array in read.Where(_ => kind == StepKind.Update && _random.Chance(0.8)))
        {
            if (array.Name != "weight")
                b.Store(array.Name, body.Fit(body.Any(), (array.Bits, array.Signed)));
            else if (!commits)
                b.Store("weight", b.Max(b.Min(body.Any(), _weights.Maximum), _weights.Minimum));
        }
        MicroProgram rule = b.Build();
        _rules.Add(rule);
        StepTrigger trigger = _byEvent ? StepTrigger.Pre : _random.Pick(Enum.GetValues<StepTrigger>());
        _steps.Add(new()
        {
            Kind = kind,
            Rule = rule.Name,
            Trigger = trigger,
            Period = trigger == StepTrigger.Every ? _random.Next(1, 5) : 1,
            Arrays = Named(rule.States, s => s.Name, s => s.Name),
            Inputs = inputs.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Tables = Named(rule.Tables, t => t, t => Table($"{number}.{t}")),
            Group = kind == StepKind.Update ? SynapseGroup.Post : _random.Pick(Enum.GetValues<SynapseGroup>()),
            Gather = kind == StepKind.Gather ? _random.Pick(Enum.GetValues<GatherOperation>()) : GatherOperation.Sum,
            Count = kind == StepKind.Rank ? _random.Next(1, 5) : 0,
            Into = kind switch
            {
                StepKind.Gather => $"g{number}",
                StepKind.Rank => Marks(),
                _ => null,
            },
        });
    }

    private static ImmutableSortedDictionary<string, string> Named<T>(
        IEnumerable<T> items, Func<T, string> key, Func<T, string> value) =>
        items.ToImmutableSortedDictionary(key, value, StringComparer.Ordinal);

    /// <summary>An array that holds 0 and 1.</summary>
    private string Marks()
    {
        if (_variables.Find(v => v.Maximum >= 1) is { } variable)
            return variable.Name;
        _variables.Add(new("marks", 1, false, 0));
        return "marks";
    }

    private RuleInput Input(string array)
    {
        switch (_random.Pick(Enum.GetValues<RuleInputKind>()))
        {
            case RuleInputKind.PreState when State(_projection.Source) is { } state:
                return new(RuleInputKind.PreState, Name: state);
            case RuleInputKind.PostState when State(_projection.Target) is { } state:
                return new(RuleInputKind.PostState, Name: state);
            case RuleInputKind.Modulator when Modulator(1) is { } population:
                return new(RuleInputKind.Modulator, Population: population, Name: State(population));
            case RuleInputKind.PreModulator when Modulator(_program.Population(_projection.Source).Size) is { } population:
                return new(RuleInputKind.PreModulator, Population: population, Name: State(population));
            case RuleInputKind.PostModulator when Modulator(_program.Population(_projection.Target).Size) is { } population:
                return new(RuleInputKind.PostModulator, Population: population, Name: State(population));
            case RuleInputKind.Gathered when _steps.Exists(s => s.Kind == StepKind.Gather):
                PlasticityStep[] gathers = [.. _steps.Where(s => s.Kind == StepKind.Gather)];
                return new(RuleInputKind.Gathered, Name: _random.Pick(gathers).Into);
            case RuleInputKind kind and (RuleInputKind.PreEvent or RuleInputKind.PreEmitted or RuleInputKind.PostEvent
                or RuleInputKind.PostDelayed):
                return new(_byEvent ? RuleInputKind.PreEvent : kind);
        }
        if (_random.Chance(0.5))
            return new(RuleInputKind.Constant, _random.Number());
        return new(
            RuleInputKind.Constant,
            AddArray(array, 32, true, [.. Enumerable.Range(0, _synapses).Select(_ => _random.Number())]));
    }

    private string? State(string population)
    {
        Population found = _program.Population(population);
        ImmutableArray<StateDeclaration> states = found.IsInput ? [] : _program.Neuron(found.Neuron!).States;
        return states.IsEmpty ? null : _random.Pick(states).Name;
    }

    /// <summary>A population of that size whose neurons have states.</summary>
    private string? Modulator(int size)
    {
        string[] fitting =
        [
            .. _program.Populations.Where(p => p.Size == size && !p.IsInput && !_program.Neuron(p.Neuron!).States.IsEmpty)
                .Select(p => p.Name),
        ];
        return fitting.Length == 0 ? null : _random.Pick(fitting);
    }

    private string Table(string name)
    {
        int[] elements = [.. Enumerable.Range(0, _random.Next(1, 30)).Select(_ => _random.Number())];
        return AddArray(name, 32, true, elements).Array!;
    }

    private IrValue AddArray(string suffix, int bits, bool signed, int[] values)
    {
        string name = $"{_projection.Name}.{suffix}";
        _arrays.Add(IrArray.Create(name, [values.Length], bits, signed, values));
        return IrValue.FromArray(name);
    }
}
