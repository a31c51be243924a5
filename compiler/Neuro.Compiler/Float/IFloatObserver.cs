namespace Neuro.Compiler.Float;

/// <summary>Looks at a float interpretation after every tick: to record traces, rates or ranges.</summary>
public interface IFloatObserver
{
    /// <summary>Called when tick <paramref name="tick"/> of a sample has been executed; all populations can be read.</summary>
    void AfterTick(FloatInterpreter network, int tick);
}
