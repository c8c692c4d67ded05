global using Mediation.Testing;
