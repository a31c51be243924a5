using Neuro.Ir.Learning;
using RuleAxis = Neuro.Emulator.Cpu.Learning.RuleAxis;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>An update step as OpenCL C: from event to event along their rows or down their columns, or over all rows.</summary>
/// <param name="plastic">The projection.</param>
/// <param name="step">The step.</param>
/// <param name="rule">Its rule.</param>
/// <param name="style">How the program is spread over work-items.</param>
internal sealed class UpdateSource(PlasticLayout plastic, PlasticityStep step, RuleSource rule, ExecutionStyle style)
{
    /// <summary>The events of <paramref name="trigger"/>, by population, age and the variable that numbers its neurons.</summary>
    public static (PopulationLayout Population, int Delay, string Neuron) Events(PlasticLayout plastic, StepTrigger trigger)
    {
        int delay = plastic.Definition.Delay.Scalar;
        return trigger switch
        {
            StepTrigger.Pre => (plastic.Source, delay, "i"),
            StepTrigger.PreEmitted => (plastic.Source, 0, "i"),
            StepTrigger.Post => (plastic.Target, 0, "j"),
            _ => (plastic.Target, delay, "j"),
        };
    }

    /// <summary>The statements of step <paramref name="number"/> of the program, whose changes <paramref name="commit"/>
    /// applies.</summary>
    public string Text(CommitSource? commit, int number)
    {
        string body = rule.Body();
        if (commit is not null && rule.Emitted is { } change)
            body += commit.Apply($"v{change}", number);
        // Synapses are apart from each other, where a pulse does not count.
        string pragma = style.Shared || commit is not null ? "" : "INDEPENDENT\n";
        string row = rule.Read(RuleAxis.One, RuleAxis.Pre)
            + plastic.Row(rule.Read(RuleAxis.Post, RuleAxis.Synapse) + body, shared: true, pragma)
            + $"if (SYNAPSE0 == 0) updates += {plastic.RowLength};\n";
        if (step.Trigger is StepTrigger.Tick or StepTrigger.Every or StepTrigger.SampleEnd)
            return $"for (int i = OWNER0; i < {plastic.Source.Size}; i += OWNERS) {{\n{row}}}\n";
        (PopulationLayout population, int delay, string neuron) = Events(plastic, step.Trigger);
        if (neuron == "i")
            return EachEvent(population, delay, neuron, row);
        string column = rule.Read(RuleAxis.One, RuleAxis.Post)
            + plastic.Column(rule.Read(RuleAxis.Pre, RuleAxis.Synapse) + body, shared: true, pragma)
            + $"if (SYNAPSE0 == 0) updates += {plastic.ColumnLength};\n";
        return EachEvent(population, delay, neuron, column);
    }

    private static string EachEvent(PopulationLayout population, int delay, string neuron, string body)
    {
        string[] lists = DeliverySource.Events(population, delay).Split(", ");
        string payload = population.UnitPayloads ? "1" : "payloads[e]";
        return $"for (int segment = 0; segment < {population.Segments}; segment++) {{\n"
            + $"__global const int *list = {lists[1]} + segment * {population.Chunk};\n"
            + $"__global const int *payloads = {lists[2]} + segment * {population.Chunk};\n"
            + $"for (int e = OWNER0, count = ({lists[0]})[segment]; e < count; e += OWNERS) {{\n"
            + $"const int {neuron} = list[e], payload = {payload};\n{body}}}\n}}\n";
    }
}
