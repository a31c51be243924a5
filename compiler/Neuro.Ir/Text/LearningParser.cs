using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>Reads how a projection's weights change, and reductions.</summary>
internal static class LearningParser
{
    /// <summary>Reads what follows <paramref name="word"/>, the word "plasticity".</summary>
    public static Plasticity Plasticity(TextScanner scanner, Token word)
    {
        scanner.Expect("weights");
        int minimum = scanner.TakeInt32("the smallest weight");
        scanner.Expect("..");
        int maximum = scanner.TakeInt32("the largest weight");
        bool always = scanner.TryTake("always");
        ImmutableArray<SynapseArray>.Builder arrays = ImmutableArray.CreateBuilder<SynapseArray>();
        ImmutableArray<PlasticityStep>.Builder steps = ImmutableArray.CreateBuilder<PlasticityStep>();
        PulseCommit? commit = null;
        scanner.TakeFields("plasticity", word, () =>
        {
            Token part = scanner.TakeName("a part of a plasticity");
            if (part.Is("array"))
                arrays.Add(Array(scanner));
            else if (part.Is("commit"))
                commit = commit is null ? CommitParser.Parse(scanner, part) : throw Duplicate(scanner, part);
            else
                steps.Add(Step(scanner, part));
        });
        return new()
        {
            WeightMinimum = minimum,
            WeightMaximum = maximum,
            Always = always,
            Arrays = arrays.ToImmutable(),
            Steps = steps.ToImmutable(),
            Commit = commit,
        };
    }

    /// <summary>Reads what follows the word "reduction".</summary>
    public static Reduction Reduction(TextScanner scanner)
    {
        Token name = scanner.TakeName("a reduction's name");
        scanner.Expect(":");
        string source = scanner.TakeString("the source population");
        scanner.Expect("state");
        string state = scanner.TakeString("the state");
        scanner.Expect("->");
        string target = scanner.TakeString("the target population");
        scanner.Expect("port");
        Reduction reduction = new()
        {
            Name = name.Text,
            Source = source,
            State = state,
            Target = target,
            Port = scanner.TakeString("the port"),
            Kind = default,
        };
        HashSet<string> given = new(StringComparer.Ordinal);
        scanner.TakeFields("reduction", name, () =>
        {
            Token field = scanner.TakeName("a field");
            bool isKind = LearningNames.Reductions.Find(field) is not null;
            reduction = Field(scanner, reduction, field);
            if (!given.Add(isKind ? "kind" : field.Text)) throw Duplicate(scanner, field);
        });
        return given.Contains("kind")
            ? reduction
            : throw scanner.Error(name, DiagnosticCatalog.TextMissing, "reduction", name.Text, "kind");
    }

    private static Reduction Field(TextScanner scanner, Reduction reduction, Token field)
    {
        switch (field.Kind == TokenKind.Word ? field.Text : "")
        {
            case "fraction": return reduction with { FractionBits = scanner.TakeInt32("the number of fraction bits") };
            case "group": return reduction with { Group = scanner.TakeInt32("the neurons of a group") };
            case "floor": return reduction with { Floor = scanner.TakeInt32("the floor") };
            case "origin": return reduction with { Origin = scanner.TakeString("a model path") };
        }
        ReductionKind kind = LearningNames.Reductions.Find(field)
            ?? throw LearningNames.Reductions.Unknown(scanner, field, "fraction", "group", "floor", "origin");
        return kind switch
        {
            ReductionKind.KMax => reduction with { Kind = kind, Count = scanner.TakeInt32("how many are marked") },
            ReductionKind.Softmax => reduction with { Kind = kind, Count = scanner.TakeInt32("the bits of the result") },
            _ => reduction with { Kind = kind },
        };
    }

    private static SynapseArray Array(TextScanner scanner)
    {
        string name = scanner.TakeString("an array's name");
        scanner.Expect(":");
        (int bits, bool signed) = MicroProgramParser.ElementWidth(scanner);
        scanner.Expect("=");
        IrValue initial = scanner.TakeValue("an initial value or '@' and an array's name");
        return new(name, bits, signed, initial, scanner.TryTake("per_sample"));
    }

    private static PlasticityStep Step(TextScanner scanner, Token word)
    {
        StepKind kind = LearningNames.Kinds.Find(word) ?? throw LearningNames.Kinds.Unknown(scanner, word, "array", "commit");
        string rule = scanner.TakeString("a rule's name");
        scanner.Expect("on");
        StepTrigger trigger = LearningNames.Triggers.Take(scanner);
        PlasticityStep step = new()
        {
            Kind = kind,
            Rule = rule,
            Trigger = trigger,
            Period = trigger == StepTrigger.Every ? scanner.TakeInt32("the number of ticks") : 1,
        };
        if (kind == StepKind.Gather) step = step with { Gather = LearningNames.Gathers.Take(scanner) };
        if (kind == StepKind.Rank)
        {
            scanner.Expect("largest");
            step = step with { Count = scanner.TakeInt32("how many are marked") };
        }
        if (kind != StepKind.Update)
        {
            scanner.Expect("per");
            SynapseGroup group = LearningNames.Groups.Take(scanner);
            scanner.Expect("into");
            step = step with { Group = group, Into = scanner.TakeString("what is made") };
        }
        scanner.TakeFields("step", word, () => step = Bind(scanner, step));
        return step;
    }

    private static PlasticityStep Bind(TextScanner scanner, PlasticityStep step)
    {
        if (scanner.TryTake("state"))
        {
            return step with
            {
                Arrays = Bind(scanner, step.Arrays, "a state's name", () => scanner.TakeString("an array's name")),
            };
        }
        if (scanner.TryTake("table"))
        {
            return step with
            {
                Tables = Bind(scanner, step.Tables, "a table's name", () =>
                {
                    scanner.Expect("@");
                    return scanner.TakeString("an array's name");
                }),
            };
        }
        return step with { Inputs = Bind(scanner, step.Inputs, "a parameter's name", () => Input(scanner)) };
    }

    private static ImmutableSortedDictionary<string, T> Bind<T>(
        TextScanner scanner, ImmutableSortedDictionary<string, T> bindings, string what, Func<T> value)
    {
        Token name = scanner.TakeName(what);
        scanner.Expect("=");
        if (bindings.ContainsKey(name.Text))
            throw scanner.Error(name, DiagnosticCatalog.TextDuplicate, "the binding", name.Text);
        return bindings.WithComparers(StringComparer.Ordinal).Add(name.Text, value());
    }

    private static RuleInput Input(TextScanner scanner)
    {
        if (scanner.Current.Kind == TokenKind.Integer || scanner.Current.Is("@"))
            return new(RuleInputKind.Constant, scanner.TakeValue("a constant"));
        Token word = scanner.TakeName("what the parameter reads");
        if (word.Is("gathered")) return new(RuleInputKind.Gathered, Name: scanner.TakeString("a gathered vector's name"));
        if (word.Is("modulator")) return Modulator(scanner, RuleInputKind.Modulator);
        if (!word.Is("pre") && !word.Is("post")) throw UnknownInput(scanner, word, "pre, post, modulator, gathered");
        bool pre = word.Is("pre");
        Token what = scanner.TakeName($"what of {word.Text} the parameter reads");
        return (what.Kind == TokenKind.Word ? what.Text : "") switch
        {
            "state" => new(pre ? RuleInputKind.PreState : RuleInputKind.PostState, Name: scanner.TakeString("a state's name")),
            "event" => new(pre ? RuleInputKind.PreEvent : RuleInputKind.PostEvent),
            "emitted" when pre => new(RuleInputKind.PreEmitted),
            "delayed" when !pre => new(RuleInputKind.PostDelayed),
            "modulator" => Modulator(scanner, pre ? RuleInputKind.PreModulator : RuleInputKind.PostModulator),
            _ => throw UnknownInput(scanner, what, $"state, event, {(pre ? "emitted" : "delayed")}, modulator"),
        };
    }

    private static RuleInput Modulator(TextScanner scanner, RuleInputKind kind)
    {
        string population = scanner.TakeString("a population's name");
        scanner.Expect("state");
        return new(kind, Population: population, Name: scanner.TakeString("a state's name"));
    }

    private static TextError UnknownInput(TextScanner scanner, Token word, string known) =>
        scanner.Error(word, DiagnosticCatalog.TextUnknownWord, word.Text, "something that a parameter reads", known);

    private static TextError Duplicate(TextScanner scanner, Token field) =>
        scanner.Error(field, DiagnosticCatalog.TextDuplicate, "the field", field.Text);
}
