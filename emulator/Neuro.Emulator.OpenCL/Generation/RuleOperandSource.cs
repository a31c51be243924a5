using RuleAxis = Neuro.Emulator.Cpu.Learning.RuleAxis;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>Where a rule's parameter is read.</summary>
/// <param name="Constant">Its value where it never changes.</param>
/// <param name="Axis">What else it differs by.</param>
/// <param name="Text">How it is read then, with i, j and k in scope.</param>
internal readonly record struct RuleOperandSource(int? Constant, RuleAxis Axis, string Text);
