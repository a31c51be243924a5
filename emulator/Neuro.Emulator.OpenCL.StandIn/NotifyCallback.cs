namespace Silk.NET.OpenCL;

/// <summary>What a driver calls with errors of a context.</summary>
public unsafe delegate void NotifyCallback(byte* errinfo, void* privateInfo, nuint cb, void* userData);
