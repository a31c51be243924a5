using System.Collections.Immutable;

namespace Neuro.Ir;

/// <summary>Writes micro-programs in the text form.</summary>
internal static class MicroProgramPrinter
{
    /// <summary>Appends <paramref name="program"/> as a block that <paramref name="word"/> begins, each line after
    /// <paramref name="indent"/>.</summary>
    public static void Print(TextWriter text, MicroProgram program, string indent, string word = "neuron")
    {
        text.Write($"{indent}{word} {TextNames.Quote(program.Name)} {{\n");
        string inner = indent + "  ";
        if (program.Kind.Length > 0 || program.Options.Count > 0)
            text.Write($"{inner}kind {TextNames.Quote(program.Kind)}{Options(program.Options)}\n");
        Declare("acc", program.Accumulators.Select(a => $"{TextNames.Quote(a.Name)} : i{a.Bits}"));
        Declare("param", program.Parameters.Select(TextNames.Quote));
        Declare("table", program.Tables.Select(TextNames.Quote));
        Declare("state", program.States.Select(s => $"{TextNames.Quote(s.Name)} : {(s.Signed ? 's' : 'u')}{s.Bits}"));
        bool[] inline = InlineLeaves(program.Body);
        for (int i = 0; i < program.Body.Length; i++)
            if (!inline[i]) text.Write($"{inner}{Statement(program.Body, i, inline)}\n");
        text.Write($"{indent}}}\n");

        void Declare(string keyword, IEnumerable<string> items)
        {
            string list = string.Join(", ", items);
            if (list.Length > 0) text.Write($"{inner}{keyword} {list}\n");
        }
    }

    private static string Options(ImmutableSortedDictionary<string, string> options) => options.Count == 0
        ? ""
        : $" ({string.Join(", ", options.Select(o => $"{TextNames.Quote(o.Key)} = {TextNames.QuoteUnlessNumber(o.Value)}"))})";

    /// <summary>
    /// Which instructions are not written as statements: leaves that carry their default name and stand exactly where the parser,
    /// which reads a leaf just before its first use, will put them back.
    /// </summary>
    private static bool[] InlineLeaves(ImmutableArray<Instruction> body)
    {
        bool[] inline = new bool[body.Length];
        for (int i = 0; i < body.Length; i++)
        {
            if (IsLeaf(body[i].Op)) continue;
            // The longest run of leaves before this instruction that its operands name, in order; it has three operands at most.
            int longest = 0;
            while (longest < 3 && longest < i && HasDefaultName(body[i - longest - 1])) longest++;
            for (int count = longest; count > 0; count--)
            {
                IEnumerable<int> run = Enumerable.Range(i - count, count);
                ImmutableArray<int> operands = Operands(body[i]);
                if (!operands.Where(o => o >= i - count && o < i).Distinct().SequenceEqual(run)) continue;
                foreach (int leaf in run) inline[leaf] = true;
                break;
            }
        }
        return inline;
    }

    private static bool IsLeaf(OpCode op) => op is OpCode.Const or OpCode.Param or OpCode.State or OpCode.Accumulator;

    private static bool HasDefaultName(Instruction i) =>
        IsLeaf(i.Op) && (i.Op == OpCode.Const || i.Symbol is not null)
            && i.Name == MicroProgramBuilder.LeafName(i.Op, i.Immediate, i.Symbol);

    private static ImmutableArray<int> Operands(Instruction instruction) =>
        instruction.Operands.IsDefault ? [] : instruction.Operands;

    private static string Statement(ImmutableArray<Instruction> body, int index, bool[] inline)
    {
        Instruction i = body[index];
        List<string> parts = [];
        if (i.Op == OpCode.Const)
            parts.Add($"{i.Immediate}");
        else if (i.Symbol is not null)
            parts.Add(TextNames.Quote(i.Symbol));
        foreach (int operand in Operands(i)) parts.Add(Operand(body, operand, inline));
        if (i.Op != OpCode.Const && OpCodes.Immediates(i.Op) is not null) parts.Add($"{i.Immediate}");
        if (OpCodes.Rounds(i.Op)) parts.Add(TextNames.Spell(i.Rounding));
        string statement = $"{TextNames.Spell(i.Op)} {string.Join(", ", parts)}";
        return i.Op is OpCode.Store or OpCode.Emit ? statement : $"{TextNames.Quote(i.Name)} = {statement}";
    }

    private static string Operand(ImmutableArray<Instruction> body, int operand, bool[] inline) =>
        operand < 0 || operand >= body.Length ? $"\"?{operand}\""
        : inline[operand] && body[operand].Op == OpCode.Const ? $"{body[operand].Immediate}"
        : TextNames.Quote(body[operand].Name);
}
