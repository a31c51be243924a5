using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Emulator.Devices.Learning;

/// <summary>
/// Turns a rule that stores a weight into one that proposes its change: where it stored v over w, it emits (v − w) · 2^s. All
/// else that it does stays.
/// </summary>
internal static class Proposals
{
    /// <summary>Whether <paramref name="rule"/> stores <paramref name="state"/>.</summary>
    public static bool Stores(MicroProgram rule, string state) => StoreOf(rule, state) >= 0;

    /// <summary>Whether <paramref name="rule"/> emits.</summary>
    public static bool Emits(MicroProgram rule) => rule.Body.Any(i => i.Op == OpCode.Emit);

    /// <summary>The rule, called <paramref name="name"/>, that proposes what <paramref name="rule"/> stores into
    /// <paramref name="state"/>.</summary>
    public static MicroProgram Of(MicroProgram rule, string state, string name, int shift)
    {
        List<Instruction> body = [];
        int store = StoreOf(rule, state);
        int[] moved = new int[rule.Body.Length];
        for (int i = 0; i < rule.Body.Length; i++)
        {
            if (i == store)
                continue;
            moved[i] = body.Count;
            body.Add(rule.Body[i] with { Operands = [.. rule.Body[i].Operands.Select(o => moved[o])] });
        }
        HashSet<string> taken =
            [.. rule.Body.Select(i => i.Name), .. rule.Parameters, .. rule.Tables, .. rule.States.Select(s => s.Name)];
        int before = body.FindIndex(i => i.Op == OpCode.State && i.Symbol == state);
        if (before < 0)
            before = Add(OpCode.State, "before", [], symbol: state);
        int change = Add(OpCode.Sub, "change", [moved[rule.Body[store].Operands[0]], before]);
        int scaled = shift == 0 ? change : Add(OpCode.Shl, "scaled", [change], shift);
        body.Add(new(OpCode.Emit, "", [scaled]));
        return rule with { Name = name, Body = [.. body] };

        int Add(OpCode op, string wanted, ImmutableArray<int> operands, int immediate = 0, string? symbol = null)
        {
            string free = wanted;
            for (int n = 2; !taken.Add(free); n++)
                free = $"{wanted}{n}";
            body.Add(new(op, free, operands, immediate, Symbol: symbol));
            return body.Count - 1;
        }
    }

    private static int StoreOf(MicroProgram rule, string state)
    {
        for (int i = 0; i < rule.Body.Length; i++)
        {
            if (rule.Body[i].Op == OpCode.Store && rule.Body[i].Symbol == state)
                return i;
        }
        return -1;
    }
}
