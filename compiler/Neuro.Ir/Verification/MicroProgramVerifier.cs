using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>The rules that a micro-program meets by itself, whatever population runs it.</summary>
internal sealed class MicroProgramVerifier(MicroProgram program, string location, Findings findings)
{
    private readonly Dictionary<string, OpCode> _symbols = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Checks declarations, then every instruction.</summary>
    /// <param name="program">A neuron's program, or a rule.</param>
    /// <param name="findings">What is wrong with it.</param>
    /// <param name="kind">What it is called: "neuron" or "rule".</param>
    public static void Verify(MicroProgram program, Findings findings, string kind = "neuron")
    {
        MicroProgramVerifier verifier = new(program, $"{kind} {program.Name}", findings);
        verifier.Declarations();
        verifier.Body();
    }

    private void Declarations()
    {
        foreach (AccumulatorDeclaration port in program.Accumulators)
        {
            Declare("port", port.Name, OpCode.Accumulator);
            if (port.Bits is not (32 or 64)) Declaration($"port '{port.Name}' has {port.Bits} bits");
        }
        foreach (string parameter in program.Parameters) Declare("parameter", parameter, OpCode.Param);
        foreach (string table in program.Tables) Declare("table", table, OpCode.Lut);
        foreach (StateDeclaration state in program.States)
        {
            Declare("state", state.Name, OpCode.State);
            if (state.Bits < 1 || state.Bits > (state.Signed ? 32 : 31))
                Declaration($"state '{state.Name}' has {state.Bits} bits, {(state.Signed ? "signed" : "unsigned")}");
        }
    }

    private void Declare(string what, string name, OpCode read)
    {
        if (string.IsNullOrEmpty(name)) Declaration($"a {what} has no name");
        else if (!_symbols.TryAdd(name, read))
            Declaration($"{what} '{name}' shares its name with another port, parameter, table or state");
    }

    private void Declaration(string what) => findings.Add(DiagnosticCatalog.IrDeclaration, location, program.Name, what);

    private void Body()
    {
        HashSet<string> stored = new(StringComparer.Ordinal);
        bool emits = false;
        for (int index = 0; index < program.Body.Length; index++)
        {
            Instruction i = program.Body[index];
            if (i is null || !Enum.IsDefined(i.Op))
            {
                Instruction(index, "?", "is not a known operation");
                continue;
            }
            Name(index, i);
            Operands(index, i);
            Details(index, i);
            if (i.Op == OpCode.Emit && emits) Instruction(index, i, "the neuron emits twice");
            if (i.Op == OpCode.Store && i.Symbol is not null && !stored.Add(i.Symbol))
                Instruction(index, i, $"stores state '{i.Symbol}' twice");
            emits |= i.Op == OpCode.Emit;
        }
    }

    private void Name(int index, Instruction i)
    {
        if (!OpCodes.HasResult(i.Op))
        {
            if (!string.IsNullOrEmpty(i.Name)) Instruction(index, i, $"has no result that could be called '{i.Name}'");
            return;
        }
        bool isOwnRead = i.Name == i.Symbol && i.Op is OpCode.Param or OpCode.State or OpCode.Accumulator;
        if (string.IsNullOrEmpty(i.Name)) Instruction(index, i, "has no name");
        else if (!_names.Add(i.Name) || (_symbols.ContainsKey(i.Name) && !isOwnRead))
            Instruction(index, i, $"the name '{i.Name}' is taken");
    }

    private void Operands(int index, Instruction i)
    {
        int arity = OpCodes.Arity(i.Op);
        int given = i.Operands.IsDefault ? 0 : i.Operands.Length;
        if (given != arity || i.Operands.IsDefault)
        {
            Instruction(index, i, $"has {given} operands and takes {arity}");
            return;
        }
        foreach (int operand in i.Operands)
            if (operand < 0 || operand >= index)
                Instruction(index, i, $"operand {operand} is not an earlier instruction");
            else if (program.Body[operand] is { } source && Enum.IsDefined(source.Op) && !OpCodes.HasResult(source.Op))
                Instruction(index, i, $"operand {operand} has no value");
    }

    private void Details(int index, Instruction i)
    {
        if (OpCodes.Immediates(i.Op) is { } range && (i.Immediate < range.Minimum || i.Immediate > range.Maximum))
            Instruction(index, i, $"{i.Immediate} is outside {range.Minimum} to {range.Maximum}");
        if (OpCodes.Rounds(i.Op) && !Enum.IsDefined(i.Rounding)) Instruction(index, i, "is not rounded in a known way");
        if (i.Op == OpCode.DivShift && i.Rounding == Rounding.Stochastic)
            Instruction(index, i, "a division cannot round stochastically");
        OpCode declared = i.Op == OpCode.Store ? OpCode.State : i.Op;
        if (OpCodes.HasSymbol(i.Op) && (i.Symbol is null || !_symbols.TryGetValue(i.Symbol, out OpCode kind) || kind != declared))
            Instruction(index, i, $"'{i.Symbol}' is not declared for it");
    }

    private void Instruction(int index, Instruction i, string what) => Instruction(index, TextNames.Spell(i.Op), what);

    private void Instruction(int index, string op, string what) =>
        findings.Add(DiagnosticCatalog.IrInstruction, location, program.Name, index, op, what);
}
