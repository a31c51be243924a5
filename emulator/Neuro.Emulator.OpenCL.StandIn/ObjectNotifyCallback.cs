namespace Silk.NET.OpenCL;

/// <summary>What a driver calls when it is done with an object.</summary>
public unsafe delegate void ObjectNotifyCallback(nint obj, void* userData);
