using Neuro.Emulator.Ilgpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A plastic projection in a device's memory: where its arrays lie, and what its steps read and write.</summary>
internal sealed class PlasticityImage
{
    private readonly DeviceImage _image;
    private readonly SpikeProgram _program;
    private readonly PopulationImage _source;
    private readonly PopulationImage _target;
    private readonly Dictionary<string, long> _arrays = [];
    private readonly Dictionary<string, (long First, long Groups, SynapseGroup Group)> _gathered = [];
    private readonly long[] _descriptor = new long[PlasticityField.Fields];
    private readonly Func<string, PopulationImage> _find;

    /// <summary>Lays out the plasticity of <paramref name="projection"/>.</summary>
    /// <param name="image">Where its arrays go.</param>
    /// <param name="program">The program.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="place">Number of plasticities before it.</param>
    /// <param name="find">Finds a population.</param>
    public PlasticityImage(
        DeviceImage image, SpikeProgram program, Projection projection, int place, Func<string, PopulationImage> find)
    {
        (_image, _program, _find, Definition) = (image, program, find, projection);
        (_source, _target) = (find(projection.Source), find(projection.Target));
        SynapseLists synapses = new(program, projection);
        Synapses = synapses.Count;
        FirstStep = RuleBodies.FirstStep(program, projection);
        Plasticity plasticity = projection.Plasticity!;
        foreach (string array in (string[])["weight", .. plasticity.Arrays.Select(a => a.Name), .. PulseCounts.Of(plasticity)])
            _arrays[array] = Take((long)image.Slots * Synapses);
        foreach (PlasticityStep step in plasticity.Steps.Where(s => s.Kind == StepKind.Gather))
        {
            long groups = Groups(synapses, step.Group);
            _gathered[step.Into!] = (Take(image.Slots * groups), groups, step.Group);
        }
        LaySynapses(synapses);
        LayPayloads(plasticity);
        bool combines = plasticity.Steps.Any(s => s.Kind != StepKind.Update);
        _descriptor[PlasticityField.Values] = combines ? Take((long)image.Slots * Synapses) : -1;
        _descriptor[PlasticityField.Weights] = _arrays["weight"];
        _descriptor[PlasticityField.FirstStep] = FirstStep;
        _descriptor[PlasticityField.StepCount] = plasticity.Steps.Length;
        _descriptor[PlasticityField.Commit] = plasticity.Commit is null
            ? -1
            : image.Table.Add(CommitImage.Lay(image, program, plasticity, array => _arrays[array]));
        Steps = [.. plasticity.Steps.Select(s => LayStep(s, place, synapses))];
        Rules = [.. plasticity.Steps.Select(Rule)];
    }

    /// <summary>The projection.</summary>
    public Projection Definition { get; }

    /// <summary>Number of synapses.</summary>
    public int Synapses { get; }

    /// <summary>Number of its first step in the program.</summary>
    public int FirstStep { get; }

    /// <summary>First element of "weight", of each per-synapse array and of the counts of pulses, among the states.</summary>
    public IReadOnlyDictionary<string, long> Arrays => _arrays;

    /// <summary>The descriptor.</summary>
    public long[] Descriptor => _descriptor;

    /// <summary>The descriptors of its steps.</summary>
    public IReadOnlyList<long[]> Steps { get; }

    /// <summary>Where its steps' rules find what they read and write.</summary>
    public IReadOnlyList<RuleAddresses> Rules { get; }

    private long Take(long elements)
    {
        long first = _image.States;
        _image.States = checked(first + elements);
        return first;
    }

    private static long Groups(SynapseLists synapses, SynapseGroup group) => group switch
    {
        SynapseGroup.Pre => synapses.SourceSize,
        SynapseGroup.Post => synapses.TargetSize,
        _ => 1,
    };

    private void LaySynapses(SynapseLists synapses)
    {
        _descriptor[PlasticityField.Source] = _source.Ordinal;
        _descriptor[PlasticityField.Target] = _target.Ordinal;
        _descriptor[PlasticityField.Delay] = Definition.Delay.Scalar;
        _descriptor[PlasticityField.Synapses] = synapses.Count;
        _descriptor[PlasticityField.Width] = synapses.Width;
        _descriptor[PlasticityField.TargetStep] = synapses.TargetStep;
        _descriptor[PlasticityField.LongestRow] = synapses.LongestRow;
        _descriptor[PlasticityField.LongestColumn] = synapses.LongestColumn;
        SynapseLists.Stored? lists = synapses.Lists;
        _descriptor[PlasticityField.Rows] = lists is null ? -1 : _image.Constants.Add(lists.RowPointers);
        _descriptor[PlasticityField.Targets] = lists is null ? -1 : _image.Targets.Add(lists.Targets);
        _descriptor[PlasticityField.Sources] = lists is null ? -1 : _image.Constants.Add(lists.Sources);
        _descriptor[PlasticityField.Columns] = lists is null ? -1 : _image.Constants.Add(lists.ColumnPointers);
        _descriptor[PlasticityField.ColumnSynapses] = lists is null ? -1 : _image.Constants.Add(lists.Members);
    }

    // Payloads by neuron, where a rule reads them or a group asks which of its synapses are triggered.
    private void LayPayloads(Plasticity plasticity)
    {
        Lay(PlasticityField.PreEvent, _source, RuleInputKind.PreEvent, StepTrigger.Pre);
        Lay(PlasticityField.PreEmitted, _source, RuleInputKind.PreEmitted, StepTrigger.PreEmitted);
        Lay(PlasticityField.PostEvent, _target, RuleInputKind.PostEvent, StepTrigger.Post);
        Lay(PlasticityField.PostDelayed, _target, RuleInputKind.PostDelayed, StepTrigger.PostDelayed);

        void Lay(int field, PopulationImage population, RuleInputKind input, StepTrigger trigger)
        {
            bool needed = plasticity.Steps.Any(s => s.Inputs.Values.Any(i => i.Kind == input)
                || (s.Kind != StepKind.Update && s.Trigger == trigger));
            _descriptor[field] = needed ? Take((long)_image.Slots * population.Stride) : -1;
        }
    }

    private long[] LayStep(PlasticityStep step, int place, SynapseLists synapses)
    {
        long[] fields = new long[StepField.Fields];
        fields[StepField.Plasticity] = place;
        fields[StepField.Kind] = (long)step.Kind;
        fields[StepField.Trigger] = (long)step.Trigger;
        fields[StepField.Period] = step.Period;
        fields[StepField.Group] = (long)step.Group;
        fields[StepField.Gather] = (long)step.Gather;
        fields[StepField.Count] = step.Count;
        fields[StepField.Into] = step.Kind switch
        {
            StepKind.Gather => _gathered[step.Into!].First,
            StepKind.Rank => _arrays[step.Into!],
            _ => -1,
        };
        fields[StepField.Groups] = Groups(synapses, step.Group);
        return fields;
    }

    private RuleAddresses Rule(PlasticityStep step)
    {
        MicroProgram micro = _program.Rules.First(r => r.Name == step.Rule);
        return new(
            micro.States.ToDictionary(s => s.Name, s => _arrays[step.Arrays[s.Name]]),
            micro.Parameters.Where(p => step.Inputs[p] is not { Kind: RuleInputKind.Constant, Value.IsArray: false })
                .ToDictionary(p => p, p => Parameter(step.Inputs[p])),
            micro.Tables.ToDictionary(t => t, t => _image.Constants.Add(_program.Array(step.Tables[t]).ToInt32())));
    }

    private ParameterPlace Parameter(RuleInput input) => input.Kind switch
    {
        RuleInputKind.Constant => new(
            _image.Constants.Add(_program.Array(input.Value)!.ToInt32()), 0, ParameterIndex.Synapse, IsConstant: true),
        RuleInputKind.PreEvent => new(_descriptor[PlasticityField.PreEvent], _source.Stride, ParameterIndex.Source),
        RuleInputKind.PreEmitted => new(_descriptor[PlasticityField.PreEmitted], _source.Stride, ParameterIndex.Source),
        RuleInputKind.PostEvent => new(_descriptor[PlasticityField.PostEvent], _target.Stride, ParameterIndex.Target),
        RuleInputKind.PostDelayed => new(_descriptor[PlasticityField.PostDelayed], _target.Stride, ParameterIndex.Target),
        RuleInputKind.Gathered => Gathered(input.Name!),
        RuleInputKind.PreState => State(_source, input.Name!, ParameterIndex.Source),
        RuleInputKind.PostState => State(_target, input.Name!, ParameterIndex.Target),
        RuleInputKind.PreModulator => State(_find(input.Population!), input.Name!, ParameterIndex.Source),
        RuleInputKind.PostModulator => State(_find(input.Population!), input.Name!, ParameterIndex.Target),
        _ => State(_find(input.Population!), input.Name!, ParameterIndex.One),
    };

    private static ParameterPlace State(PopulationImage population, string state, ParameterIndex by) =>
        new(population.Addresses!.States[state], population.Stride, by);

    private ParameterPlace Gathered(string name)
    {
        (long first, long groups, SynapseGroup group) = _gathered[name];
        return new(first, groups, group switch
        {
            SynapseGroup.Pre => ParameterIndex.Source,
            SynapseGroup.Post => ParameterIndex.Target,
            _ => ParameterIndex.One,
        });
    }
}
