using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>How a rule's kernel finds a parameter.</summary>
/// <param name="Constant">Its value where it never changes.</param>
/// <param name="Mode">Else: one value for a call, elements that follow each other or lie apart, or elements by index.</param>
/// <param name="Type">How elements are stored.</param>
/// <param name="BySource">Whether the index is the source neuron's number, not the target's.</param>
internal readonly record struct RuleOperand(
    int? Constant, LeafMode Mode = LeafMode.Broadcast, ElementType Type = ElementType.Int32, bool BySource = false);
