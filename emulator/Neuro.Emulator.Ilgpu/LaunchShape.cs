namespace Neuro.Emulator.Ilgpu;

/// <summary>How a program's slots are spread over a device.</summary>
/// <param name="Threads">Threads of a group.</param>
/// <param name="Groups">Groups that run whole slots, one after the other.</param>
/// <param name="GroupsPerSlot">Groups that share a slot; 0 where one group has slots of its own.</param>
internal readonly record struct LaunchShape(int Threads, int Groups, int GroupsPerSlot);
