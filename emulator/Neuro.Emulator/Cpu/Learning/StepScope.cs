namespace Neuro.Emulator.Cpu.Learning;

/// <summary>What one execution of a step works on.</summary>
/// <param name="Tick">The tick.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Stream">The slot's random stream.</param>
/// <param name="FirstPart">First of the parts whose targets' synapses it visits.</param>
/// <param name="EndPart">One after the last.</param>
/// <param name="Counters">What counts.</param>
internal readonly record struct StepScope(int Tick, int Slot, uint Stream, int FirstPart, int EndPart, SlotCounters Counters);
