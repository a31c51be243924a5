using System.Collections.Immutable;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;
using Neuro.Ir.Learning;
using RuleAxis = Neuro.Emulator.Cpu.Learning.RuleAxis;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A step's rule at synapse k from neuron i to neuron j as OpenCL C.</summary>
internal sealed class RuleSource : MicroSource
{
    private readonly PlasticityStep _step;
    private readonly PlasticLayout _plastic;
    private readonly ImmutableArray<RuleOperandSource> _parameters;
    private readonly ImmutableArray<DeviceArray> _tables;

    /// <summary>The rule of a step.</summary>
    /// <param name="program">The program.</param>
    /// <param name="step">The step.</param>
    /// <param name="number">Its number in the program.</param>
    /// <param name="plastic">The projection.</param>
    /// <param name="parameters">What its parameters read.</param>
    /// <param name="values">For each instruction, every value it may have.</param>
    /// <param name="constants">Gets its tables.</param>
    public RuleSource(
        SpikeProgram program, PlasticityStep step, int number, PlasticLayout plastic,
        ImmutableArray<RuleOperandSource> parameters, ImmutableArray<Interval> values, ConstantPool constants)
        : base(Analyse(program, step, number, plastic, parameters, values), "k")
    {
        (_step, _plastic, _parameters) = (step, plastic, parameters);
        _tables = [.. Micro.Tables.Select(t => constants.Add(program.Array(step.Tables[t])))];
    }

    /// <summary>The statements that read the parameters that differ by one of <paramref name="axes"/>.</summary>
    public string Read(params ReadOnlySpan<RuleAxis> axes)
    {
        string text = "";
        for (int p = 0; p < _parameters.Length; p++)
        {
            if (_parameters[p].Constant is null && axes.Contains(_parameters[p].Axis))
                text += $"const int p{p} = {_parameters[p].Text};\n";
        }
        return text;
    }

    /// <summary>The statements of the rule.</summary>
    public string Body() => Values() + Stores();

    /// <inheritdoc/>
    protected override string Parameter(string name) => $"p{Micro.Parameters.IndexOf(name)}";

    /// <inheritdoc/>
    protected override string State(string name) => $"{_plastic.Pointer(_step.Arrays[name])}[k]";

    /// <inheritdoc/>
    protected override string Table(string name) => _tables[Micro.Tables.IndexOf(name)].Pointer;

    /// <inheritdoc/>
    protected override string Sum(string port) => throw new InvalidOperationException("rules have no ports");

    private static BodyAnalysis Analyse(
        SpikeProgram program, PlasticityStep step, int number, PlasticLayout plastic,
        ImmutableArray<RuleOperandSource> parameters, ImmutableArray<Interval> values)
    {
        MicroProgram micro = program.Rules.First(r => r.Name == step.Rule);
        RuleLayout layout = new(
            micro, program.Seed, (1 << 30) + number, [.. parameters.Select(p => new RuleOperand(p.Constant))],
            [.. micro.States.Select(_ => ElementType.Int32)], [.. micro.Tables.Select(t => program.Array(step.Tables[t]).Length)])
        {
            IsPadded = false,
            IsNumbered = false,
            Stores = step.Kind == StepKind.Update,
            Emits = step.Kind != StepKind.Update || plastic.Definition.Plasticity!.Commit is not null,
        };
        return new(layout, values, emitsUnitPayloads: false);
    }
}
