namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>An array of constants, in OpenCL C.</summary>
/// <param name="Pointer">An expression that points to its first element.</param>
/// <param name="Type">The type of its elements.</param>
internal readonly record struct DeviceArray(string Pointer, string Type);
