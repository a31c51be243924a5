using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>Plasticities and reductions to messages.</summary>
internal static class LearningWriter
{
    /// <summary>The message of a plasticity.</summary>
    public static Proto.Plasticity Write(Plasticity plasticity) => new()
    {
        WeightMinimum = plasticity.WeightMinimum,
        WeightMaximum = plasticity.WeightMaximum,
        Arrays = { plasticity.Arrays.Select(Write) },
        Steps = { plasticity.Steps.Select(Write) },
        Always = plasticity.Always,
        Commit = plasticity.Commit is { } commit ? Write(commit) : null,
    };

    /// <summary>The message of a reduction.</summary>
    public static Proto.Reduction Write(Reduction r)
    {
        Proto.Reduction message = new()
        {
            Name = r.Name,
            Source = r.Source,
            State = r.State,
            Target = r.Target,
            Port = r.Port,
            Kind = (Proto.ReductionKind)r.Kind,
            Group = r.Group,
            Count = r.Count,
            FractionBits = r.FractionBits,
            Floor = r.Floor,
        };
        if (r.Origin is not null) message.Origin = r.Origin;
        return message;
    }

    private static Proto.SynapseArray Write(SynapseArray a) =>
        new()
        {
            Name = a.Name,
            Bits = a.Bits,
            IsSigned = a.Signed,
            Initial = ProtoWriter.Write(a.Initial),
            PerSample = a.PerSample,
        };

    private static Proto.PlasticityStep Write(PlasticityStep step)
    {
        Proto.PlasticityStep message = new()
        {
            Kind = (Proto.StepKind)step.Kind,
            Rule = step.Rule,
            Trigger = (Proto.StepTrigger)step.Trigger,
            Period = step.Period,
            Arrays = { step.Arrays.OrderBy(a => a.Key, StringComparer.Ordinal).Select(ProtoWriter.Write) },
            Inputs = { step.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => Write(i.Key, i.Value)) },
            Tables = { step.Tables.OrderBy(t => t.Key, StringComparer.Ordinal).Select(ProtoWriter.Write) },
            Group = (Proto.SynapseGroup)step.Group,
            Gather = (Proto.GatherOperation)step.Gather,
            Count = step.Count,
        };
        if (step.Into is not null) message.Into = step.Into;
        return message;
    }

    private static Proto.RuleInput Write(string parameter, RuleInput input)
    {
        Proto.RuleInput message = new() { Parameter = parameter, Kind = (Proto.RuleInputKind)input.Kind };
        if (input.Kind == RuleInputKind.Constant) message.Value = ProtoWriter.Write(input.Value);
        if (input.Population is not null) message.Population = input.Population;
        if (input.Name is not null) message.Name = input.Name;
        return message;
    }

    private static Proto.PulseCommit Write(PulseCommit c)
    {
        Proto.PulseCommit message = new()
        {
            Device = c.Device,
            Bits = c.Bits,
            Up = c.Up,
            CloseUp = c.CloseUp,
            CloseDown = c.CloseDown,
            Plus = c.Plus,
            Reference = c.Reference,
            Direction = (Proto.CommitDirection)c.Direction,
            Rounding = (Proto.PulseRounding)c.Rounding,
            ChangePerPulse = c.ChangePerPulse,
            MostPulses = c.MostPulses,
            ReadGain = c.ReadGain,
            ReadShift = c.ReadShift,
            RefreshAbove = c.RefreshAbove,
            Spread = c.Spread is { } s ? new() { Up = s.Up, Down = s.Down, Low = s.Low, High = s.High } : null,
        };
        if (c.Down is not null) message.Down = c.Down;
        if (c.UpSigma is not null) message.UpSigma = c.UpSigma;
        if (c.DownSigma is not null) message.DownSigma = c.DownSigma;
        if (c.Minus is not null) message.Minus = c.Minus;
        if (c.Remainder is not null) message.Remainder = c.Remainder;
        return message;
    }
}
