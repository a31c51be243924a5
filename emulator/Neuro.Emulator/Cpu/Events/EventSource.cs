using Neuro.Emulator.Cpu.Learning;

namespace Neuro.Emulator.Cpu.Events;

/// <summary>What an event of one population sets off.</summary>
/// <param name="Population">The population.</param>
/// <param name="Deliveries">The deliveries of its projections.</param>
/// <param name="Steps">The steps of its plastic projections, in the program's order.</param>
/// <param name="Reached">The neurons reached, by population.</param>
internal sealed record EventSource(
    CpuPopulation Population, Delivery.Delivery[] Deliveries, RuleStep[] Steps, EventReach[] Reached);
