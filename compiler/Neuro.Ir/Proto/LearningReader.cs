using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>Messages to plasticities and reductions.</summary>
internal static class LearningReader
{
    /// <summary>The plasticity of a message.</summary>
    /// <exception cref="InvalidDataException">Something without a default is absent, or a number cannot be.</exception>
    public static Plasticity Read(Proto.Plasticity p, string projection) => new()
    {
        WeightMinimum = p.WeightMinimum,
        WeightMaximum = p.WeightMaximum,
        Arrays = [.. p.Arrays.Select(a => Read(a, projection))],
        Steps = [.. p.Steps.Select(s => Read(s, projection))],
        Always = p.Always,
        Commit = p.Commit is { } commit ? Read(commit) : null,
    };

    /// <summary>The reduction of a message.</summary>
    public static Reduction Read(Proto.Reduction r) => new()
    {
        Name = r.Name,
        Source = r.Source,
        State = r.State,
        Target = r.Target,
        Port = r.Port,
        Kind = (ReductionKind)r.Kind,
        Group = r.Group,
        Count = r.Count,
        FractionBits = r.FractionBits,
        Floor = r.Floor,
        Origin = r.HasOrigin ? r.Origin : null,
    };

    private static SynapseArray Read(Proto.SynapseArray a, string projection)
    {
        string what = $"array '{a.Name}' of projection '{projection}'";
        return a.Bits < 1 || a.Bits > (a.IsSigned ? 32 : 31)
            ? throw new InvalidDataException($"{what} has {a.Bits} bits")
            : new(a.Name, a.Bits, a.IsSigned, ProtoReader.Read(a.Initial, what), a.PerSample);
    }

    private static PlasticityStep Read(Proto.PlasticityStep s, string projection) => new()
    {
        Kind = (StepKind)s.Kind,
        Rule = s.Rule,
        Trigger = (StepTrigger)s.Trigger,
        Period = s.Period,
        Arrays = ProtoReader.Read(s.Arrays, e => e.Key, e => e.Value),
        Inputs = ProtoReader.Read(s.Inputs, i => i.Parameter, i => Read(i, projection)),
        Tables = ProtoReader.Read(s.Tables, e => e.Key, e => e.Value),
        Group = (SynapseGroup)s.Group,
        Gather = (GatherOperation)s.Gather,
        Count = s.Count,
        Into = s.HasInto ? s.Into : null,
    };

    private static RuleInput Read(Proto.RuleInput i, string projection) => new(
        (RuleInputKind)i.Kind,
        i.Kind == Proto.RuleInputKind.Constant
            ? ProtoReader.Read(i.Value, $"parameter '{i.Parameter}' of a rule of projection '{projection}'")
            : default,
        i.HasPopulation ? i.Population : null,
        i.HasName ? i.Name : null);

    private static PulseCommit Read(Proto.PulseCommit c) => new()
    {
        Device = c.Device,
        Bits = c.Bits,
        Up = c.Up,
        Down = c.HasDown ? c.Down : null,
        UpSigma = c.HasUpSigma ? c.UpSigma : null,
        DownSigma = c.HasDownSigma ? c.DownSigma : null,
        CloseUp = c.CloseUp,
        CloseDown = c.CloseDown,
        Plus = c.Plus,
        Minus = c.HasMinus ? c.Minus : null,
        Reference = c.Reference,
        Direction = (CommitDirection)c.Direction,
        Rounding = (PulseRounding)c.Rounding,
        Remainder = c.HasRemainder ? c.Remainder : null,
        ChangePerPulse = c.ChangePerPulse,
        MostPulses = c.MostPulses,
        ReadGain = c.ReadGain,
        ReadShift = c.ReadShift,
        RefreshAbove = c.RefreshAbove,
        Spread = c.Spread is { } s ? new(s.Up, s.Down, s.Low, s.High) : null,
    };
}
